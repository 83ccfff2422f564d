"""From a parsed document to its reading, in small steps over one tree; `reading` puts them together."""

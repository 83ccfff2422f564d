"""How much of what comes from outside is taken; nothing that exceeds a limit stops or fills the machine.

Sizes are bytes unless they say otherwise. All that is refused for its size becomes a fault that names the limit.
"""

LARGEST_REPORT = 64 << 20  # a file, member, mail or record that is read as a whole
LARGEST_PAGE = 8 << 20  # a page of HTML
MOST_TAGS = 40_000  # marks of a page; finding the article takes time that grows with their square
MOST_ATTRIBUTES = 200  # of one tag, which the parser compares pairwise
LARGEST_FEED = 16 << 20
MOST_FEED_TAGS = 400_000
MOST_ENTRIES = 10_000  # of one feed or list of feeds
LONGEST_LINE = 16 << 20  # of a table in JSON Lines
DEEPEST = 4  # archives in archives, mails in mails
MOST_MEMBERS = 1_000_000  # of one archive
LARGEST_UNPACKED = 256 << 30  # what all members of one archive unpack to; they are read as a stream
LARGEST_COPY = 8 << 30  # of a stream that must be read in any order
HIGHEST_RATIO = 200  # of unpacked to packed, where a member is larger than HARMLESS
HARMLESS = 1 << 20
MOST_PARTS = 1_000  # of one mail
LONGEST_FIELD = 1 << 14  # characters of a mail's head; reading a field takes time that grows with its square
MOST_PAGES = 3_000  # of one PDF
SECONDS = 120  # that a PDF may take
MEMORY = 2 << 30  # that a PDF may take
LARGEST_ROW_GROUP = 4 << 30  # of a Parquet table, unpacked

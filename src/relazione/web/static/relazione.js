// What every page does beyond HTML and htmx.

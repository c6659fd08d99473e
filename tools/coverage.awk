# Merges Cobertura files: a line counts as covered when any run hit it. Only src/Kernel and src/Modules are counted.
# usage: awk -v root=/path/of/checkout -f coverage.awk FILE…      prints one line per module, then "total PERCENT"

function attribute(name,    at, rest) {
  at = index($0, " " name "=\"")
  if (!at) return ""
  rest = substr($0, at + length(name) + 3)
  return substr(rest, 1, index(rest, "\"") - 1)
}

function readable(path,    line, result) {
  if (!(path in known)) {
    result = (getline line < path)
    close(path)
    known[path] = result >= 0
  }
  return known[path]
}

# A file's name is relative to one of several source directories: the one where it exists is meant.
function locate(name,    i) {
  if (substr(name, 1, 1) == "/") return name
  for (i = 1; i <= sources; i++) if (readable(source[i] name)) return source[i] name
  return root "/" name
}

FNR == 1 { sources = 0; module = "" }

/<source>/ {
  text = $0
  sub(/.*<source>/, "", text)
  sub(/<\/source>.*/, "", text)
  if (text !~ /\/$/) text = text "/"
  source[++sources] = text
}

/<class / {
  file = locate(attribute("filename"))
  module = ""
  if (index(file, root "/src/") == 1) {
    path = substr(file, length(root) + 6)
    if (match(path, /^(Kernel|Modules\/Commerce\/[^\/]+|Modules\/[^\/]+)/)) module = substr(path, 1, RLENGTH)
  }
}

/<line / && module != "" {
  key = file ":" attribute("number")
  if (!(key in seen)) { seen[key] = 1; lines[module]++ }
  if (attribute("hits") + 0 > 0 && !(key in hit)) { hit[key] = 1; covered[module]++ }
}

END {
  for (module in lines) {
    printf "%-32s %6d of %6d lines  %5.1f %%\n", module, covered[module], lines[module], 100 * covered[module] / lines[module] | "sort"
    all += lines[module]
    good += covered[module]
  }
  close("sort")
  printf "total %.1f\n", all ? 100 * good / all : 0
}

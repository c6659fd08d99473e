# The browser's application: find Node and Chromium, build web/ when its sources changed. Sourced by ./olympus.
# shellcheck shell=bash

readonly NODE_OLDEST=20
readonly WEB=$ROOT/web WEB_OUT=$ROOT/artifacts/web
readonly WEB_STAMP=$ROOT/artifacts/web.stamp WEB_PACKAGES_STAMP=$ROOT/web/node_modules/.package-lock.json

# Sets NODE to the program, when there is one that is new enough, with npm.
node_find() {
  local version
  NODE=$(command -v node || command -v nodejs || true)
  [[ $NODE ]] && command -v npm >/dev/null || return 1
  version=$("$NODE" --version 2>/dev/null) && [[ $version =~ ^v([0-9]+)\. ]] && ((BASH_REMATCH[1] >= NODE_OLDEST))
}

# Finds Node, installing Debian's package when that is allowed and new enough. False when there is none: then it is said.
node_need() {
  node_find && return 0
  local offered
  offered=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^  Candidate: \([0-9]*\).*/\1/p')
  if ((${offered:-0} >= NODE_OLDEST)); then packages_install nodejs npm; fi
  node_find || { say "Node $NODE_OLDEST or newer with npm is missing (https://nodejs.org): the app cannot be built."; return 1; }
}

# Finds Chromium, installing Debian's package when that is allowed; ends with code 3 and what to install otherwise. Of its two builds, the one that has no
# window of its own takes a third less time for the same tests.
chromium_need() {
  local -r shell=/usr/bin/chromium-headless-shell
  local name
  [[ -x ${OLYMPUS_CHROMIUM:-$shell} ]] || packages_install chromium-headless-shell fonts-dejavu-core fonts-noto-color-emoji || true
  for name in "${OLYMPUS_CHROMIUM:-}" "$shell" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [[ ! $name || ! -x $name ]] || return 0
  done
  packages_install chromium fonts-dejavu-core fonts-noto-color-emoji
  [[ -x /usr/bin/chromium ]] || die 3 "Chromium is missing: install it (Debian and Ubuntu: 'apt-get install chromium'), or name the program in OLYMPUS_CHROMIUM."
}

# False where it is not allowed.
packages_install() {
  local -a sudo=()
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "Installing $* from this system's packages"
  {
    "${sudo[@]}" apt-get update -qq &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  } </dev/null >&2
}

app_is_built() {
  [[ -f $WEB_OUT/index.html && -f $WEB_STAMP ]] || return 1
  local changed
  changed=$(find "$WEB" "$ROOT/proto" -path "$WEB/node_modules" -prune -o -newer "$WEB_STAMP" -print -quit 2>/dev/null)
  [[ ! $changed ]]
}

app_packages() {
  [[ $WEB_PACKAGES_STAMP -nt $WEB/package-lock.json ]] || (cd "$WEB" && npm ci --no-progress)
}

# False when it could not be built: the reason is said, and an older build stays.
app_build() {
  ! app_is_built || return 0
  node_need || return 1
  say "Building the app"
  local log=$ROOT/artifacts/web-build.log
  umask "$USUAL_UMASK"
  mkdir -p "$ROOT/artifacts"
  : >"$WEB_STAMP.new"
  if app_packages >"$log" 2>&1 </dev/null && (cd "$WEB" && npm run --silent build) >>"$log" 2>&1 </dev/null; then
    mv -f "$WEB_STAMP.new" "$WEB_STAMP"
  else
    tail -n 15 "$log" >&2
    say "The app was not built; all of it is in $log."
    return 1
  fi
}

# Has a server that is started for developing show GraphiQL at /graphql. Without it nothing else is missing: then it is said.
graphiql_export() {
  local folder=$ROOT/tools/graphiql
  if [[ ${Olympus__GraphQL__GraphiQL:-} ]]; then return 0; fi
  if [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && ! (umask "$USUAL_UMASK" && npm ci --prefix "$folder" --no-progress) >&2; then
    say "GraphiQL could not be installed: /graphql is for programs only."
    return 0
  fi
  export Olympus__GraphQL__GraphiQL=$folder
}

# Tells the server where the built app lies; without one it serves the API alone.
app_export() {
  if [[ ${Olympus__Web__Folder:-} || ! -f $WEB_OUT/index.html ]]; then return 0; fi
  export Olympus__Web__Folder=$WEB_OUT
}

# The .NET side of ./olympus: find the SDK, build when sources changed, run the host. Sourced by ./olympus.
# shellcheck shell=bash

readonly HOST_DLL=$ROOT/artifacts/bin/Olympus.Host/release/Olympus.Host.dll
readonly BUILD_STAMP=$ROOT/artifacts/host.stamp
readonly PRECOMPILED_STAMP=$ROOT/artifacts/precompiled.stamp
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1

# Sets DOTNET to the program.
dotnet_find() {
  DOTNET=$(command -v dotnet || true)
  local dir
  for dir in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    [[ ! $DOTNET && -x $dir/dotnet ]] || continue
    DOTNET=$dir/dotnet
  done
  [[ $DOTNET ]] || die 3 "The .NET SDK 10 is missing: https://dotnet.microsoft.com/download/dotnet/10.0 (Ubuntu: 'apt-get install dotnet-sdk-10.0')."
  export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$DOTNET")")}
}

# The SDK is asked for only where something is built: a server that is built needs the runtime alone.
sdk_need() {
  dotnet_find
  local version rest best=0
  while IFS='. ' read -r version rest; do
    ((version <= best)) || best=$version
  done < <("$DOTNET" --list-sdks 2>/dev/null)
  ((best >= 10)) || die 3 "The .NET SDK 10 is missing ($DOTNET has ${best/#0/no SDK}): https://dotnet.microsoft.com/download/dotnet/10.0 (Ubuntu: 'apt-get install dotnet-sdk-10.0')."
}

host_is_built() {
  [[ -f $HOST_DLL && -f $BUILD_STAMP ]] || return 1
  local changed
  changed=$(find "$ROOT/src" "$ROOT/database/migrations" "$ROOT/proto" "$ROOT/global.json" "$ROOT"/Directory.*.props \
    -newer "$BUILD_STAMP" -print -quit 2>/dev/null)
  [[ ! $changed ]]
}

host_build() {
  dotnet_find
  if host_is_built; then
    [[ $PRECOMPILED_STAMP -nt $BUILD_STAMP ]] || host_precompile
    return 0
  fi
  sdk_need
  say "Building (the first time takes a minute or two)"
  (umask "$USUAL_UMASK" && mkdir -p "$ROOT/artifacts")
  local log=$ROOT/artifacts/build.log
  umask "$USUAL_UMASK"
  : >"$BUILD_STAMP.new" # from before the build: what changes meanwhile is built next time
  if ! "$DOTNET" build "$ROOT/src/Host/Olympus.Host.csproj" -c Release -v quiet -nologo </dev/null >"$log" 2>&1 8>&- 9>&-; then
    grep -E ': (error|warning)|error' "$log" | sort -u | head -n 20 >&2
    die 1 "The build failed; all of it is in $log."
  fi
  mv -f "$BUILD_STAMP.new" "$BUILD_STAMP"
  host_precompile
}

# Compiles the host's own code and what it starts with to machine code: it starts in a third of the processor time. An extra: where the
# compiler's package cannot be had, the host runs all the same.
host_precompile() {
  local out=${HOST_DLL%/*} kept=$ROOT/artifacts/precompiled told=$ROOT/artifacts/crossgen.path name crossgen shared version
  local -a changed=()
  umask "$USUAL_UMASK"
  {
    : >"$PRECOMPILED_STAMP"
    mkdir -p "$kept/source"
    [[ -f $told ]] || "$DOTNET" msbuild "$ROOT/tools/crossgen.csproj" -restore -t:Tell -p:ToldIn="$told" -v:quiet -nologo </dev/null || return 0
    { read -r crossgen && read -r shared && read -r version; } <"$told"
    [[ -x $crossgen && -d $shared/Microsoft.AspNetCore.App/$version ]] || return 0
    for name in Npgsql NodaTime FluentValidation System.CommandLine "$out"/Olympus.*.dll; do
      name=$(basename "$name" .dll)
      cmp -s "$out/$name.dll" "$kept/$name.dll" || cmp -s "$out/$name.dll" "$kept/source/$name.dll" || changed+=("$name")
    done
    printf '%s\n' ${changed[@]+"${changed[@]}"} | xargs -r -P 2 -I {} "$crossgen" --targetos linux -O \
      -r "$shared/Microsoft.NETCore.App/$version/*.dll" -r "$shared/Microsoft.AspNetCore.App/$version/*.dll" -r "$out/*.dll" \
      "$out/{}.dll" -o "$kept/{}.new"
    for name in ${changed[@]+"${changed[@]}"}; do
      [[ -f $kept/$name.new ]] || continue
      cp "$out/$name.dll" "$kept/source/$name.dll"
      mv -f "$kept/$name.new" "$kept/$name.dll"
    done
    for name in "$kept"/*.dll; do
      name=$(basename "$name" .dll)
      ! cmp -s "$out/$name.dll" "$kept/source/$name.dll" || cp "$kept/$name.dll" "$out/$name.dll"
    done
  } >"$ROOT/artifacts/precompile.log" 2>&1 8>&- 9>&-
  umask 077
}

# Runs the host and passes signals on: Ctrl-C and SIGTERM end it as SIGTERM does. Its exit code is the result.
# A job of a script ignores SIGINT, so the terminal's own Ctrl-C does not reach it twice.
host_run() {
  host_launch "$@"
  host_await
}

host_launch() {
  "$DOTNET" "$HOST_DLL" "$@" <&0 &
  HOST_PID=$!
  trap 'kill -TERM "$HOST_PID" 2>/dev/null || true' INT TERM HUP
}

host_await() {
  local code=0
  while :; do
    code=0
    wait "$HOST_PID" || code=$?
    kill -0 "$HOST_PID" 2>/dev/null || break # else a signal ended the wait, not the host
  done
  trap - INT TERM HUP
  return "$code"
}

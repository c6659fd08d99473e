# './olympus test': build, check, run every test on a database of its own, measure coverage. Sourced by ./olympus.
# shellcheck shell=bash

readonly COVERAGE_WANTED=85
# The tests of the API that run a second time against gateway, services and worker as processes of their own: all but those of mechanisms that no request
# reaches, those that bring a server, receivers or settings of their own, and what takes longest and asks what is not decided between processes: the isolation matrix, years of sales. Of the
# live tests, those are left out that take tokens in clear text, a webhook's private address, or a machine's speed for granted, and the bytes of the protocol.
readonly SPLIT_TESTS='FullyQualifiedName!~Api.Kernel&FullyQualifiedName!~Api.Isolation&FullyQualifiedName!~Graph.EveryField&FullyQualifiedName!~Graph.FindingNodes&FullyQualifiedName!~Graph.PagingByGraphQL&FullyQualifiedName!~KeepingReports.Are_mailed&FullyQualifiedName!~KeepingReports.Are_made_again&FullyQualifiedName!~KeepingCostsToOneself.No_webhook&FullyQualifiedName!~Api.Demo&FullyQualifiedName!~Api.Import&FullyQualifiedName!~FollowingTheOnlineRetailYear&FullyQualifiedName!~FiguresOfRealSales&FullyQualifiedName!~Api.Redis&FullyQualifiedName!~Api.Webhooks&FullyQualifiedName!~Api.Gateway&FullyQualifiedName!~Live.Protocol&FullyQualifiedName!~Live.CallingUseCases.Answers_null&FullyQualifiedName!~Live.Subscribing.Is_looked_at_again&FullyQualifiedName!~Live.EndingConnections.When_a_client_does_not_read'
readonly RESULTS=$ROOT/artifacts/test-results
PASSED=0 FAILED=0 SKIPPED=0

headline() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

# Runs a check that counts as one test; its output is shown only when it fails.
check() { # name, command
  local name=$1 output
  shift
  headline "$name"
  if output=$("$@" 2>&1 </dev/null); then
    PASSED=$((PASSED + 1))
  else
    FAILED=$((FAILED + 1))
    printf '%s\nFAILED: %s\n' "$(tail -n 40 <<<"$output")" "$name"
    printf '%s\n' "$name" >>"$RESULTS/failures"
  fi
}

format_is_clean() {
  "$DOTNET" format whitespace "$ROOT" --folder --verify-no-changes --exclude "$ROOT/artifacts/" "$ROOT/web/" -v quiet ||
    { printf '%s\n' "'dotnet format whitespace . --folder' puts it right."; return 1; }
}

# One compiler for all of its projects, which ends with it: starting one for each takes a third of the time.
solution_builds() {
  local code=0
  "$DOTNET" build "$ROOT/Olympus.slnx" -c Release -warnaserror -v quiet -nologo -p:UseSharedCompilation=true || code=$?
  "$DOTNET" build-server shutdown --vbcscompiler >/dev/null 2>&1 || true
  return "$code"
}

# A generated file that is checked in must be what the code generates now. One that is not there is not checked.
check_generated() { # verb, file
  if [[ -f $ROOT/$2 ]]; then
    check "$2 is what the code says" "$DOTNET" "$HOST_DLL" "$1" --check
  else
    printf '\n== %s does not exist: not checked\n' "$2"
  fi
}

in_web() { (cd "$WEB" && npm run --silent "$@"); }

# Runs vitest; each of its tests counts as one.
run_vitest() {
  local report=$RESULTS/vitest.json passed failed
  headline "vitest"
  (cd "$WEB" && NO_COLOR=1 npx vitest run --reporter=dot --reporter=json --outputFile.json="$report") </dev/null 2>&1 | tail -n 40
  passed=$(grep -o '"numPassedTests":[0-9]*' "$report" 2>/dev/null | grep -o '[0-9]*$') || passed=0
  failed=$(grep -o '"numFailedTests":[0-9]*' "$report" 2>/dev/null | grep -o '[0-9]*$') || failed=1
  ((passed + failed)) || failed=1
  grep -q '"success":true' "$report" 2>/dev/null || ((failed)) || failed=1
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

# A database for the tests, empty.
database_open() {
  scratch_open
  export OLYMPUS_TEST_OWNER_URL=$OLYMPUS_OWNER_URL OLYMPUS_TEST_APP_URL=$OLYMPUS_APP_URL
  export OLYMPUS_TEST_WORKER_URL=$OLYMPUS_WORKER_URL OLYMPUS_TEST_ADMIN_URL
  read -r OLYMPUS_TEST_ADMIN_URL <"$STATE/admin.url"
}

# What the tests of the GraphQL engine compare it with; they are skipped without.
reference_packages() { npm ci --prefix "$ROOT/tests/Olympus.GraphQL/reference" --no-progress; }

# What the browser tests look at at /graphql.
graphiql_packages() { npm ci --prefix "$ROOT/tools/graphiql" --no-progress; }

# The browser's application, from its packages to what every page loads first.
web_checks() {
  check "Node is there" node_need
  check "The app's packages are those of the lock file" npm ci --prefix "$WEB" --no-progress
  check "The app is formatted and linted" in_web check
  check "The app's types hold" in_web types
  check "web/src/api/schema.d.ts is what the document says" in_web api:check
  run_vitest
  : >"$WEB_STAMP.new"
  check "The app builds" in_web build
  mv -f "$WEB_STAMP.new" "$WEB_STAMP"
  check "The app loads within its budget" in_web budget
}

# Starts them beside the build, which seldom has work for more than one processor.
web_checks_begin() {
  (
    PASSED=0 FAILED=0
    web_checks
    printf '%d %d\n' "$PASSED" "$FAILED" >"$RESULTS/web.counts"
  ) >"$RESULTS/web.log" 2>&1 </dev/null &
  WEB_CHECKS=$!
}

web_checks_end() {
  local passed=0 failed=1
  wait "$WEB_CHECKS" || true
  cat "$RESULTS/web.log"
  { read -r passed failed <"$RESULTS/web.counts"; } 2>/dev/null || printf 'FAILED: the checks of the app did not end\n'
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
}

counter() { # trx, name
  local number
  number=$(grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*')
  printf '%s' "${number:-0}"
}

# Debian keeps it where only root's PATH leads.
nginx_need() {
  local -r path=$PATH:/usr/sbin
  PATH=$path command -v nginx >/dev/null || { quiet_install nginx-light && PATH=$path command -v nginx >/dev/null; } ||
    die 3 "nginx is missing, behind which the tests run replicas: install it (Debian and Ubuntu: 'apt-get install nginx-light'; Fedora: 'dnf install nginx')."
}

run_project() { # project file, further arguments of dotnet test
  local project=$1 name trx code=0 total executed passed
  local -a measured=(--settings "$ROOT/tests/coverage.runsettings" --collect 'XPlat Code Coverage')
  shift
  name=$(basename "$project" .csproj)${OLYMPUS_TEST_TOPOLOGY:+.$OLYMPUS_TEST_TOPOLOGY}
  trx=$RESULTS/$name/$name.trx
  # The others show what holds between processes and in a browser; counting their lines as well takes minutes and finds nothing new.
  [[ $name == *.Api || $name == *.Rules ]] || measured=()
  headline "$name"
  timeout --kill-after=30 1000 "$DOTNET" test "$project" -c Release --no-build --nologo \
    ${measured[@]+"${measured[@]}"} \
    --results-directory "$RESULTS/$name" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    "$@" </dev/null 2>&1 || code=$?
  if [[ ! -f $trx ]]; then
    ((code == 0)) || { FAILED=$((FAILED + 1)); printf 'FAILED: %s ended with code %d and no results\n' "$name" "$code"; }
    return 0
  fi
  total=$(counter "$trx" total)
  executed=$(counter "$trx" executed)
  passed=$(counter "$trx" passed)
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + executed - passed))
  # In several processes, tests that look into the server's own are skipped; they ran before.
  [[ ${OLYMPUS_TEST_TOPOLOGY:-} ]] || SKIPPED=$((SKIPPED + total - executed))
  if ((code != 0 && executed == passed)); then
    FAILED=$((FAILED + 1))
    printf 'FAILED: %s ended with code %d although its tests passed\n' "$name" "$code"
  fi
  # The names once more at the end: of a long output often only that is at hand.
  { grep -o '<UnitTestResult [^>]*outcome="Failed"' "$trx" || true; } | sed 's/.* testName="\([^"]*\)".*/\1/' >>"$RESULTS/failures"
}

coverage_holds() {
  local table percent
  local -a files
  mapfile -t files < <(find "$RESULTS" -name 'coverage.cobertura.xml')
  ((${#files[@]})) || { printf 'no coverage was measured\n'; return 1; }
  table=$(awk -v root="$ROOT" -f "$ROOT/tools/coverage.awk" "${files[@]}")
  percent=${table##*total }
  printf '%s\n' "${table%$'\n'total *}" "Coverage of Kernel and Modules: $percent % of the lines (wanted: $COVERAGE_WANTED %)"
  awk -v percent="$percent" -v wanted="$COVERAGE_WANTED" 'BEGIN { exit !(percent >= wanted) }'
}

tally() {
  printf '\n'
  [[ ! -s $RESULTS/failures ]] || sed 's/^/FAILED: /' "$RESULTS/failures"
  ((SKIPPED == 0)) || printf '%d skipped: the files they read are not here (OLYMPUS_TEST_DATA names their folder)\n' "$SKIPPED"
  printf '%d passed, %d failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0))
}

run_tests() {
  local filter='' project
  while (($#)); do
    case $1 in
      --filter) [[ ${2:-} ]] || wrong "--filter wants an expression of 'dotnet test', such as FullyQualifiedName~Orders"; filter=$2; shift ;;
      --filter=?*) filter=${1#*=} ;;
      *) wrong "test: unknown option $1" ;;
    esac
    shift
  done
  SECONDS=0
  sdk_need
  cd "$ROOT" || exit 1
  rm -rf -- "$RESULTS"
  mkdir -p "$RESULTS"

  umask "$USUAL_UMASK"
  [[ $filter ]] || web_checks_begin
  : >"$BUILD_STAMP.new"
  check "The solution builds without a warning" solution_builds
  [[ $filter ]] || web_checks_end
  if ((FAILED)); then
    tally || exit 1
  fi
  mv -f "$BUILD_STAMP.new" "$BUILD_STAMP"
  if [[ $filter ]]; then
    app_build || FAILED=$((FAILED + 1))
  else
    check "The code is formatted" format_is_clean
    check "The GraphQL reference is that of the lock file" reference_packages
    check "GraphiQL is that of the lock file" graphiql_packages
  fi
  chromium_need

  # Every server of the tests lives for seconds: watching for what to compile again, better, costs more than it brings.
  export DOTNET_TieredPGO=0

  umask 077
  redis_need # the tests start their own, of both
  nginx_need
  headline "Starting a database for the tests"
  database_open
  if [[ ! ${OLYMPUS_TEST_DATA:-} && -d $ROOT/../shared/data ]]; then
    OLYMPUS_TEST_DATA=$(cd "$ROOT/../shared/data" && pwd -P)
    export OLYMPUS_TEST_DATA
  fi
  if [[ ! $filter ]]; then
    check_generated openapi docs/api/openapi.yaml
    check "The migrations run" "$DOTNET" "$HOST_DLL" migrate
    # Another major version of pg_dump writes the same schema in other words.
    if [[ $(<"$STATE/postgres.major") == 15 ]]; then check_generated schema database/schema.sql; fi
  fi
  for project in "$ROOT"/tests/*/*.csproj; do
    run_project "$project" --filter "${filter:-FullyQualifiedName!~Olympus.Web.Measuring}" # that one only prints how quick the app is
  done
  if [[ ! $filter ]]; then
    # Of its own: what thousands of businesses left behind is no load that these tests are about.
    scratch_close
    database_open
    OLYMPUS_TEST_TOPOLOGY=split run_project "$ROOT/tests/Olympus.Api/Olympus.Api.csproj" --filter "$SPLIT_TESTS"
    check "The tour of README.md works" "$ROOT/tools/tour.sh"
    headline "Coverage"
    if coverage_holds; then PASSED=$((PASSED + 1)); else FAILED=$((FAILED + 1)); fi
  fi
  scratch_close
  trap - EXIT
  tally || exit 1
}

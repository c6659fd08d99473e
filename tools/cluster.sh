# PostgreSQL for Olympus: find it, run a private cluster, create the roles. Sourced by ./olympus.
# Every function works on the state directory in $STATE; PG_DATA and PG_BIN are set here.
# shellcheck shell=bash

readonly PG_OLDEST=15
readonly -a URL_FILES=(database.url app.url worker.url admin.url)

# ---- finding it ---------------------------------------------------------------------------------------------------

# Sets PG_BIN to the newest usable PostgreSQL, or to the one whose major version is $1. False when there is none.
pg_find() {
  local want=${1:-0} best=0 dir version on_path
  on_path=$(command -v initdb || true)
  for dir in ${OLYMPUS_PG_BIN:+"$OLYMPUS_PG_BIN"} /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin ${on_path:+"${on_path%/*}"}; do
    [[ -x $dir/postgres && -x $dir/initdb && -x $dir/psql ]] || continue
    version=$("$dir/postgres" --version 2>/dev/null) || continue
    [[ $version =~ \ ([0-9]+)[.a-z] ]] || continue
    version=${BASH_REMATCH[1]}
    if ((want ? version == want : version >= PG_OLDEST && version > best)); then
      best=$version PG_BIN=$dir
    fi
  done
  ((best))
}

# Sets PG_BIN, installing Debian's package when that is allowed; ends with code 3 and what to install otherwise.
pg_need() {
  local major=0
  [[ -f $STATE/postgres.major ]] && read -r major <"$STATE/postgres.major"
  if ! pg_find "$major"; then
    ((major == 0)) || die 3 "The data in $STATE was made by PostgreSQL $major, which is not on this machine: install postgresql-$major."
    { pg_install && pg_find; } || die 3 "PostgreSQL $PG_OLDEST or newer is missing: install its server and client (Debian and Ubuntu: 'apt-get install postgresql'; Fedora: 'dnf install postgresql-server'), or set DATABASE_URL to a server that is running."
  fi
  export OLYMPUS_PG_BIN=$PG_BIN PATH=$PG_BIN:$PATH
}

pg_install() {
  local -a sudo=()
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "Installing PostgreSQL from this system's packages"
  # Debian's package would make and start a cluster of its own: Olympus needs the programs only.
  "${sudo[@]}" mkdir -p /etc/postgresql-common/createcluster.d
  printf 'create_main_cluster = false\n' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.d/olympus.conf >/dev/null
  {
    "${sudo[@]}" apt-get update -qq &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
  } </dev/null >&2
}

# ---- the private cluster ------------------------------------------------------------------------------------------

# PostgreSQL refuses to run as root: then its own user does. An array, so that a job's pid is the program's.
AS_POSTGRES=()
if ((EUID == 0)); then
  AS_POSTGRES=(runuser -u postgres --)
  ! command -v setpriv >/dev/null || AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
fi

# Sets PG_DATA: below $STATE, or where postgres.path says.
pg_data() {
  PG_DATA=$STATE/postgres
  [[ ! -f $STATE/postgres.path ]] || read -r PG_DATA <"$STATE/postgres.path"
}

# True when the cluster runs; sets PG_PID. A pid file of a dead or another process does not count.
cluster_running() {
  pg_data
  { read -r PG_PID <"$PG_DATA/postmaster.pid"; } 2>/dev/null && [[ /proc/$PG_PID/cwd -ef $PG_DATA ]]
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A free port below 32768: those above are given to outgoing connections.
free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)) && port_taken "$port"; do :; done
  printf '%s' "$port"
}

write_urls() { # port, passwords of owner, app, worker, superuser
  local port=$1 i
  local -a users=(olympus_owner olympus_app olympus_worker postgres) databases=(olympus olympus olympus postgres)
  shift
  for i in 0 1 2 3; do
    printf 'postgresql://%s:%s@127.0.0.1:%s/%s\n' "${users[i]}" "$1" "$port" "${databases[i]}" >"$STATE/${URL_FILES[i]}"
    shift
  done
}

export_urls() {
  read -r OLYMPUS_OWNER_URL <"$STATE/database.url"
  read -r OLYMPUS_APP_URL <"$STATE/app.url"
  read -r OLYMPUS_WORKER_URL <"$STATE/worker.url"
  export OLYMPUS_OWNER_URL OLYMPUS_APP_URL OLYMPUS_WORKER_URL
}

# Sets PASSWORDS to four random ones, 192 bits each.
new_passwords() {
  local digits
  digits=$(od -An -v -N96 -tx1 /dev/urandom)
  digits=${digits//[!0-9a-f]/}
  PASSWORDS=("${digits:0:48}" "${digits:48:48}" "${digits:96:48}" "${digits:144:48}")
}

# Moves a cluster that would lie where the user postgres cannot go (/root, a private home).
place_data() {
  PG_DATA=$STATE/postgres
  ((EUID == 0)) || return 0
  id -u postgres >/dev/null 2>&1 || die 3 "As root, PostgreSQL runs as the user 'postgres', and there is none: create it ('useradd --system postgres') or run as an ordinary user."
  chmod 711 "$STATE"
  if ! "${AS_POSTGRES[@]}" test -x "$STATE"; then
    local sum
    sum=$(cksum <<<"$STATE")
    PG_DATA=/var/lib/olympus/${sum%% *}
    (umask 022 && mkdir -p /var/lib/olympus)
    printf '%s\n' "$PG_DATA" >"$STATE/postgres.path"
    say "The user postgres cannot enter $STATE; the database lies in $PG_DATA"
  fi
  install -d -o postgres -g postgres -m 700 "$PG_DATA"
}

cluster_create() {
  place_data
  local version
  # The password reaches initdb through a pipe of its own user: never an argument, never a file.
  # shellcheck disable=SC2016
  if ! ADMIN_PASSWORD=${PASSWORDS[3]} "${AS_POSTGRES[@]}" bash -c 'cd / && "$1/initdb" -D "$2" -U postgres -A scram-sha-256 \
      --pwfile=<(printf "%s\n" "$ADMIN_PASSWORD") --locale=C.UTF-8 -E UTF8 -k --no-sync --no-instructions' \
    initdb "$PG_BIN" "$PG_DATA" >"$STATE/postgres.log" 2>&1; then
    tail -n 5 "$STATE/postgres.log" >&2
    die 1 "PostgreSQL could not create its data in $PG_DATA."
  fi
  read -r version <"$PG_DATA/PG_VERSION"
  printf '%s\n' "$version" >"$STATE/postgres.major"
}

cluster_configure() { # port, fast or empty
  local socket=$PG_DATA
  ((${#socket} < 90)) || socket='' # a socket's path has room for 107 characters
  {
    cat <<CONF
# Written by ./olympus at every start; put settings of your own into local.conf beside this file.
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = '$socket'
unix_socket_permissions = 0700
max_connections = 300
shared_buffers = '256MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
random_page_cost = 1.1
autovacuum_naptime = '15s'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'
log_line_prefix = '%m [%p] %q%u@%d '
CONF
    if [[ $2 ]]; then
      # Tests start many servers over one cluster, each with pools of its own.
      printf '%s\n' "max_connections = 600" "fsync = off" "full_page_writes = off" "synchronous_commit = off" "wal_level = minimal" "max_wal_senders = 0"
    fi
    printf '%s\n' "include_if_exists 'local.conf'"
  } >"$PG_DATA/postgresql.conf"
  chmod 644 "$PG_DATA/postgresql.conf" # written by root, read by postgres; the directory itself is closed
}

# Starts the postmaster in its own session (Ctrl-C must not reach it) and waits until it takes connections.
# 2 when the port was taken meanwhile.
postmaster_start() {
  local pid i
  local -a status
  : >"$STATE/postgres.log"
  "${AS_POSTGRES[@]}" setsid "$PG_BIN/postgres" -D "$PG_DATA" </dev/null >>"$STATE/postgres.log" 2>&1 8>&- 9>&- &
  pid=$!
  for ((i = 0; i < 6000; i++)); do
    { mapfile -t status <"$PG_DATA/postmaster.pid" || status=(); } 2>/dev/null
    [[ ${status[0]:-} != "$pid" || ${status[7]:-} != ready* ]] || return 0
    if ! kill -0 "$pid" 2>/dev/null; then
      ! grep -q 'Address already in use' "$STATE/postgres.log" || return 2
      break
    fi
    sleep 0.02
  done
  tail -n 5 "$STATE/postgres.log" >&2
  die 1 "PostgreSQL did not start; its log is $STATE/postgres.log."
}

# Starts the private cluster of $STATE, making it first when there is none. $1 = fast: not safe against a crash.
# ON_ADDRESS is called each time its address is known, before anything answers there.
cluster_start() {
  local fast=${1:-} port='' made='' try result
  if cluster_running; then
    [[ ! -f $STATE/bootstrapped ]] || return 0
    cluster_stop now
  fi
  if [[ -f $STATE/postgres.major && -f $STATE/bootstrapped ]]; then
    read -r port <"$STATE/database.url"
    port=${port##*:} port=${port%%/*}
    PASSWORDS=()
    for try in "${URL_FILES[@]}"; do
      IFS=:@ read -r _ _ result _ <"$STATE/$try"
      PASSWORDS+=("$result")
    done
  else
    cluster_delete # what a broken first start left
    new_passwords
    made=yes
  fi
  for try in 1 2 3 4 5; do
    if [[ -z $port ]] || port_taken "$port"; then port=$(free_port); fi
    write_urls "$port" "${PASSWORDS[@]}"
    ${ON_ADDRESS:-:}
    [[ ! $made || -f $STATE/postgres.major ]] || cluster_create
    cluster_configure "$port" "$fast"
    result=0
    postmaster_start || result=$?
    ((result == 2)) || break
    port=''
  done
  ((result == 0)) || die 1 "No free port for PostgreSQL was found."
  if [[ $made ]]; then
    bootstrap_private
    : >"$STATE/bootstrapped"
  fi
}

# $1 = now: without a last checkpoint, for clusters that are thrown away.
cluster_stop() {
  cluster_running || return 0
  local pid=$PG_PID i
  if [[ ${1:-} == now ]]; then kill -QUIT "$pid"; else kill -INT "$pid"; fi
  for ((i = 0; i < 3000; i++)); do
    [[ /proc/$pid/cwd -ef $PG_DATA ]] || return 0 # gone, or waiting to be collected
    ((i != 2000)) || kill -QUIT "$pid" # 40 s: end now, recover at the next start
    sleep 0.02
  done
  die 1 "PostgreSQL (process $pid) does not end."
}

cluster_delete() {
  pg_data
  rm -rf -- "$PG_DATA"
  (cd "$STATE" && rm -f -- "${URL_FILES[@]}" postgres.path postgres.major bootstrapped)
}

# ---- roles and database -------------------------------------------------------------------------------------------

# psql with the connection of a URL; the password goes by the environment, never into the list of processes.
psql_at() { # url, arguments
  local url=$1 password=''
  shift
  if [[ $url =~ ^(postgres(ql)?://[^:@/]*):([^@/]*)@(.*)$ ]]; then
    url=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}
    printf -v password '%b' "${BASH_REMATCH[3]//%/\\x}"
  fi
  PGPASSWORD=${password:-${PGPASSWORD:-}} "$PG_BIN/psql" -d "$url" "$@"
}

roles_sql() { # passwords of owner, app, worker
  cat <<SQL
do \$\$
declare r text;
begin
  foreach r in array array['olympus_owner', 'olympus_app', 'olympus_worker', 'olympus_search'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I', r);
    end if;
  end loop;
end \$\$;
alter role olympus_owner  with login nocreaterole nocreatedb inherit password '$1';
alter role olympus_app    with login nocreaterole nocreatedb noinherit password '$2';
alter role olympus_worker with login nocreaterole nocreatedb noinherit password '$3';
alter role olympus_search with nologin;
select 'alter role ' || rolname || case when rolname = 'olympus_search' then ' bypassrls' else ' nobypassrls' end
  from pg_roles
 where rolname in ('olympus_owner', 'olympus_app', 'olympus_worker', 'olympus_search')
   and rolbypassrls <> (rolname = 'olympus_search') \gexec
select 'alter role ' || rolname || ' nosuperuser' from pg_roles
 where rolsuper and rolname in ('olympus_owner', 'olympus_app', 'olympus_worker', 'olympus_search') \gexec
grant olympus_search to olympus_owner;
SQL
}

bootstrap_private() {
  local output
  output=$({
    roles_sql "${PASSWORDS[@]:0:3}"
    cat <<'SQL'
create database olympus owner olympus_owner;
revoke all on database olympus from public;
grant connect on database olympus to olympus_app, olympus_worker;
SQL
  } | psql_at "$(<"$STATE/admin.url")" -X -q -v ON_ERROR_STOP=1 2>&1) || die 1 "The roles could not be created: $output"
}

# The server of DATABASE_URL: creates the roles there once and keeps their URLs in $STATE.
bootstrap_given() {
  local url=$DATABASE_URL place database params source missing output
  [[ $url =~ ^postgres(ql)?://([^@/]*@)?([^/?]+)/([^?]+)(\?.*)?$ ]] ||
    die 2 "DATABASE_URL must look like postgresql://user:password@host:port/database."
  place=${BASH_REMATCH[3]} database=${BASH_REMATCH[4]} params=${BASH_REMATCH[5]:-}
  source=given:$place/$database
  if [[ -f $STATE/bootstrapped && $(<"$STATE/bootstrapped") == "$source" ]]; then return 0; fi
  [[ ! -f $STATE/postgres.major ]] ||
    die 2 "$STATE holds a private database; give DATABASE_URL a state of its own with --data DIR, or './olympus reset' first."
  missing=$(psql_at "$url" -X -q -A -t -v ON_ERROR_STOP=1 2>&1 <<'SQL'
with me as (select * from pg_roles where rolname = current_user),
     db as (select * from pg_database where datname = current_database()),
     v as (select current_setting('server_version_num')::int as n)
select what from (
  select 1, 'a server of version 15 or newer (this is ' || current_setting('server_version') || ')' from v where n < 150000
  union all
  select 2, 'the right to create roles (alter role ' || quote_ident(me.rolname) || ' createrole)' from me
   where not (rolsuper or rolcreaterole)
  union all
  select 3, 'the right to create a role that passes row-level security: '
         || case when n < 160000 then 'before PostgreSQL 16 only a superuser has it' else 'alter role ' || quote_ident(me.rolname) || ' bypassrls' end
    from me, v where not (rolsuper or (rolbypassrls and n >= 160000))
  union all
  select 4, 'the ownership of the database ' || quote_ident(datname) || ', to grant rights on it'
    from me, db where not (rolsuper or pg_has_role(me.oid, datdba, 'usage'))
) as lacks(n, what) order by n;
SQL
  ) || die 3 "The server of DATABASE_URL ($place) does not answer: $missing"
  [[ -z $missing ]] || die 3 "The user of DATABASE_URL lacks:"$'\n'"$missing"
  new_passwords
  output=$({
    roles_sql "${PASSWORDS[@]:0:3}"
    cat <<'SQL'
select format('grant create, connect, temporary on database %I to olympus_owner', current_database()) \gexec
select format('grant connect on database %I to olympus_app, olympus_worker', current_database()) \gexec
SQL
  } | psql_at "$url" -X -q -v ON_ERROR_STOP=1 2>&1) || die 1 "The roles could not be created at $place: $output"
  local i=0 user
  for user in olympus_owner olympus_app olympus_worker; do
    printf 'postgresql://%s:%s@%s/%s%s\n' "$user" "${PASSWORDS[i]}" "$place" "$database" "$params" >"$STATE/${URL_FILES[i]}"
    i=$((i + 1))
  done
  printf '%s\n' "$url" >"$STATE/admin.url"
  printf '%s\n' "$source" >"$STATE/bootstrapped"
  say "The roles of Olympus have new passwords on $place, kept in $STATE"
}

# A database for $STATE, whichever kind: sets and exports the three URLs.
database_ready() {
  local on_path
  if [[ ${DATABASE_URL:-} ]]; then
    [[ ${PG_BIN:-} ]] || { on_path=$(command -v psql) && PG_BIN=${on_path%/*}; } || pg_need
    bootstrap_given
  else
    [[ ! -f $STATE/bootstrapped || -f $STATE/postgres.major ]] ||
      die 2 "$STATE belongs to a server given by DATABASE_URL: set it again, or './olympus reset' first."
    pg_need
    exec 7>>"$STATE/start.lock" # two verbs at once start one cluster
    flock 7
    cluster_start "${1:-}" 7>&-
    exec 7>&-
  fi
  export_urls
}

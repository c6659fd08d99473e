# Redis for Olympus: find it, run a private one. Sourced by ./olympus. Every function works on the state directory in $STATE.
# shellcheck shell=bash

# Finds redis-server, installing Debian's package when that is allowed; ends with code 3 and what to install otherwise.
redis_need() {
  command -v redis-server >/dev/null || { quiet_install redis-server && command -v redis-server >/dev/null; } ||
    die 3 "redis-server is missing: install it (Debian and Ubuntu: 'apt-get install redis-server'; Fedora: 'dnf install redis'), or set REDIS_URL to one that is running."
}

# Installs one of this system's packages, without the service that it would start: Olympus needs the program only.
quiet_install() { # package
  local -a sudo=()
  local policy='' code=0
  command -v apt-get >/dev/null || return 1
  if ((EUID != 0)); then
    sudo -n true 2>/dev/null || return 1
    sudo=(sudo -n)
  fi
  say "Installing $1 from this system's packages"
  if [[ ! -e /usr/sbin/policy-rc.d ]]; then
    policy=yes
    printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee /usr/sbin/policy-rc.d >/dev/null
    "${sudo[@]}" chmod 755 /usr/sbin/policy-rc.d
  fi
  {
    "${sudo[@]}" apt-get update -qq &&
      "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"
  } </dev/null >&2 || code=$?
  [[ ! $policy ]] || "${sudo[@]}" rm -f /usr/sbin/policy-rc.d
  return "$code"
}

# Sets AS_REDIS: as root, Redis runs as the user its package made, where that one may enter the state directory.
redis_user() {
  AS_REDIS=()
  ((EUID == 0)) && id -u redis >/dev/null 2>&1 && command -v setpriv >/dev/null || return 0
  chmod 711 "$STATE"
  if setpriv --reuid=redis --regid=redis --clear-groups -- test -x "$STATE"; then
    AS_REDIS=(setpriv --reuid=redis --regid=redis --clear-groups --)
  fi
}

# True when the private Redis runs; sets REDIS_PID. A pid file of a dead or another process does not count.
redis_running() {
  { read -r REDIS_PID <"$STATE/redis/redis.pid"; } 2>/dev/null && [[ /proc/$REDIS_PID/cwd -ef $STATE/redis ]]
}

# Answers whether the Redis on port $1 takes password $2.
redis_answers() {
  local answer=''
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'AUTH %s\r\nPING\r\n' "$2" >&3
  IFS= read -r -t 5 answer <&3 && IFS= read -r -t 5 answer <&3 || true
  exec 3>&-
  [[ $answer == +PONG* ]]
}

redis_configure() { # port, password
  install -d -m 700 "$STATE/redis"
  cat >"$STATE/redis/redis.conf" <<CONF
# Written by ./olympus at every start; put settings of your own into local.conf beside this file.
bind 127.0.0.1
port $1
requirepass $2
dir $STATE/redis
pidfile $STATE/redis/redis.pid
daemonize no
save ""
appendonly yes
appendfsync everysec
maxmemory 256mb
# Limits and cache may go, streams may not: when they are too long, writing stops and says so.
maxmemory-policy volatile-lru
CONF
  [[ ! -f $STATE/redis/local.conf ]] || printf 'include %s\n' "$STATE/redis/local.conf" >>"$STATE/redis/redis.conf"
  ((${#AS_REDIS[@]} == 0)) || chown -R redis:redis "$STATE/redis"
}

# Starts the private Redis of $STATE and exports REDIS_URL. It keeps its password, and its port as long as that stays free.
redis_start() {
  local port='' password='' pid i
  [[ ! ${REDIS_URL:-} ]] || wrong "REDIS_URL names a Redis already: --redis starts one here"
  redis_need
  if [[ -f $STATE/redis.url ]]; then
    IFS=:@/ read -r _ _ _ _ password _ port _ <"$STATE/redis.url"
  else
    new_passwords
    password=${PASSWORDS[0]}
  fi
  if ! redis_running; then
    redis_user
    if [[ -z $port ]] || port_taken "$port"; then port=$(free_port); fi
    redis_configure "$port" "$password"
    : >"$STATE/redis.log"
    # In its own session: Ctrl-C must not reach it before the server has ended.
    "${AS_REDIS[@]}" setsid redis-server "$STATE/redis/redis.conf" </dev/null >>"$STATE/redis.log" 2>&1 7>&- 8>&- 9>&- &
    pid=$!
    for ((i = 0; ; i++)); do
      ! redis_answers "$port" "$password" || break
      if ((i == 500)) || ! kill -0 "$pid" 2>/dev/null; then
        tail -n 5 "$STATE/redis.log" >&2
        die 1 "Redis did not start; its log is $STATE/redis.log."
      fi
      sleep 0.02
    done
    disown "$pid"
  fi
  printf 'redis://:%s@127.0.0.1:%s/0\n' "$password" "$port" >"$STATE/redis.url"
  read -r REDIS_URL <"$STATE/redis.url"
  export REDIS_URL
}

redis_stop() {
  redis_running || return 0
  local pid=$REDIS_PID i
  kill -TERM "$pid"
  for ((i = 0; i < 1500; i++)); do
    [[ /proc/$pid/cwd -ef $STATE/redis ]] || return 0
    ((i != 500)) || kill -KILL "$pid"
    sleep 0.02
  done
  die 1 "Redis (process $pid) does not end."
}

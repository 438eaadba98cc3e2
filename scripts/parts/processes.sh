# Starting, watching and stopping by pid. Sourced by scripts/run; uses root, var, offset, say, fail.
# shellcheck shell=bash disable=SC2154

readonly programs=(idp production training coi-desk)
binary_of() { case $1 in idp) echo gatehouse-idp ;; production | training) echo gatehouse-authz ;; *) echo "$1" ;; esac; }
port_of() {
    local base
    case $1 in idp) base=8443 ;; production) base=9443 ;; training) base=9444 ;; coi-desk) base=9543 ;; slapd) base=9389 ;; esac
    echo $((base + ${offset:-0}))
}
address_of() { echo "https://localhost:$(port_of "$1")"; }

# A pid file may outlive its process, and the number may be somebody else's by now: the program behind it decides.
pid_of() {
    local pid
    pid=$(cat "$var/run/$1.pid" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ && $(readlink "/proc/$pid/exe" 2>/dev/null) == "$root/build/release/bin/$(binary_of "$1")"* ]] || return 1
    echo "$pid"
}
running() { pid_of "$1" >/dev/null; }

# Running, and the very program that was built last (the kernel marks a replaced one).
all_running() {
    local name pid
    for name in "${programs[@]}"; do
        pid=$(pid_of "$name") || return 1
        [[ $(readlink "/proc/$pid/exe") != *"(deleted)" ]] || return 1
    done
    "$root/scripts/slapd" status "$var" >/dev/null 2>&1
}

require_free_ports() {
    local name port
    for name in "${programs[@]}" slapd; do
        port=$(port_of "$name")
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue
        fail "port $port ($name) is used by another program; end that one, or shift all ports: scripts/run --port-offset 100"
    done
}

start_program() { # name binary arguments…
    local name=$1 binary=$2
    shift 2
    rm -f "$var/run/stopped"
    # A session of its own, so that Ctrl-C reaches this script alone and everything is stopped in order.
    setsid "$root/build/release/bin/$binary" "$@" >"$var/log/$name.out" 2>&1 </dev/null 9>&- &
    echo $! >"$var/run/$name.pid"
}

show_log() {
    local file
    for file in "$var/log/$1.out" "$var/log/$1.log"; do
        [[ -s $file ]] || continue
        say "--- $file"
        tail -n 15 "$file" >&2
    done
}

await() { # name port
    local deadline=$((SECONDS + 60))
    until curl --silent --fail --max-time 2 --cacert "$var/certs/ca.pem" "https://localhost:$2/health/ready" >/dev/null 2>&1; do
        if ! running "$1" && sleep 0.2 && ! running "$1"; then
            show_log "$1"
            fail "$1 ended before it was ready; its last lines are above"
        fi
        if [[ $SECONDS -ge $deadline ]]; then
            show_log "$1"
            fail "$1 was not ready within a minute; its last lines are above"
        fi
        sleep 0.1
    done
}

stop_all() {
    local name pid pids=() deadline=$((SECONDS + 10))
    [[ -d $var/run ]] || return 0
    touch "$var/run/stopped"  # whoever watches in another terminal learns that this is meant
    for name in "${programs[@]}"; do
        if pid=$(pid_of "$name"); then
            pids+=("$pid")
            kill -TERM "$pid" 2>/dev/null || true
        fi
    done
    for pid in "${pids[@]}"; do
        while kill -0 "$pid" 2>/dev/null && [[ $SECONDS -lt $deadline ]]; do sleep 0.05; done
        kill -KILL "$pid" 2>/dev/null || true
    done
    rm -f "$var"/run/{idp,production,training,coi-desk}.pid
    stop_directory
}

# Nodes and a browser for what is tried out on them: scripts/test, screens, performance. Sourced after lib.sh.
# Public: WORK, PIDS, find_browser, browser, start_node, two_nodes, stop_nodes, clear_up

PIDS=() WORK=''

find_browser() {
  local name
  for name in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then
      CHROMIUM="$(command -v "$name")"
      export CHROMIUM
      return
    fi
  done
  return 1
}

# Chromium, and fonts for what people write. Fails, having said so, if there is no browser and none can be installed.
browser() {
  local packages=()
  find_browser || packages+=(chromium)
  if command -v fc-list >/dev/null && fc-list | grep -qi 'emoji'; then
    :
  else
    packages+=(fontconfig fonts-liberation fonts-noto-color-emoji)
  fi
  if [[ ${#packages[@]} -gt 0 && $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    say "Installing ${packages[*]}"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      "${packages[@]}"; } >"$WORK/apt.log" 2>&1 || tail -5 "$WORK/apt.log" >&2
  fi
  find_browser && return
  note "No Chromium, and this account may not install it. Debian: apt-get install ${packages[*]}"
  return 1
}

# start_node PORT OPTIONS…: starts one in the background; it may make as many accounts as tests want.
start_node() {
  local port="$1"
  shift
  "$ROOT/scripts/run" --port "$port" --data "$WORK/data" --set limits.registrationsPerMinute=100000 \
    --set limits.requestsPerSecond=10000 --set auth.bcryptCost=4 "$@" >"$WORK/node-$port.log" 2>&1 &
  PIDS+=($!)
  if ! await_ready "$port" "$!" 120; then
    note "FAILED: a node did not become ready"
    tail -30 "$WORK/node-$port.log" >&2
    return 1
  fi
}

two_nodes() {
  local first second cluster
  first="$(free_port)" second="$(free_port)" cluster="$(free_port)"
  start_node "$first" --cluster-port "$cluster" && start_node "$second" --join "127.0.0.1:$cluster" || return 1
  export MISCORD_URLS="http://127.0.0.1:$first,http://127.0.0.1:$second"
}

stop_nodes() {
  [[ ${#PIDS[@]} -gt 0 ]] || return 0
  kill -TERM "${PIDS[@]}" 2>/dev/null || true
  local pid deadline=$((SECONDS + 40))
  for pid in "${PIDS[@]}"; do
    while kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); do
      sleep 0.2
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
  PIDS=()
}

# Ends the nodes and their servers, and deletes what they wrote.
clear_up() {
  stop_nodes
  if [[ -n "$WORK" ]]; then
    end_servers "$WORK/data"
    rm -rf "$WORK"
  fi
}

# Nodes and a browser for what is tried out on them: scripts/test, screens, performance. Sourced after lib.sh.
# Public: WORK, PIDS, find_browser, browser, relays, start_node, two_nodes, another_node, stop_nodes, clear_up

PIDS=() WORK='' CLUSTER='' RELAYS=()

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

# Two relays for calls: one whose secret the nodes started from here on have, and one that has another secret.
# Fails, having said so, if there is no coturn and none can be installed.
relays() {
  if ! command -v turnserver >/dev/null && [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
    say "Installing coturn"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends coturn; } \
      >"$WORK/apt.log" 2>&1 || tail -5 "$WORK/apt.log" >&2
  fi
  if ! command -v turnserver >/dev/null; then
    note "No coturn, and this account may not install it. Debian: apt-get install coturn"
    return 1
  fi
  local ours other
  ours="$(free_port)" other="$(free_port)"
  MISCORD_VOICE_TURN_SECRET="$(fresh_secret)"
  MISCORD_VOICE_TURN_URLS="$(relay_urls "$ours")"
  export MISCORD_VOICE_TURN_SECRET MISCORD_VOICE_TURN_URLS MISCORD_RELAYS="$ours,$other"
  mkdir -p "$WORK/relay" "$WORK/other-relay"
  start_relay "$ours" "$MISCORD_VOICE_TURN_SECRET" "$WORK/relay"
  RELAYS+=("$RELAY")
  start_relay "$other" "$(fresh_secret)" "$WORK/other-relay"
  RELAYS+=("$RELAY")
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
  local first
  first="$(free_port)" CLUSTER="$(free_port)"
  start_node "$first" --cluster-port "$CLUSTER" || return 1
  MISCORD_URLS="http://127.0.0.1:$first"
  another_node
}

# A node beside the first, in the place of the second; MISCORD_URLS names both.
another_node() {
  local port
  port="$(free_port)"
  start_node "$port" --join "127.0.0.1:$CLUSTER" || return 1
  export MISCORD_URLS="${MISCORD_URLS%%,*},http://127.0.0.1:$port"
}

stop_nodes() {
  [[ ${#RELAYS[@]} -eq 0 ]] || kill -TERM "${RELAYS[@]}" 2>/dev/null || true
  RELAYS=()
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

# Ends the nodes, their servers and the relays, and deletes what they wrote.
clear_up() {
  stop_nodes
  if [[ -n "$WORK" ]]; then
    end_servers "$WORK/data"
    rm -rf "$WORK"
  fi
}

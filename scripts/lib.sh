# Shared by the scripts: where things are, the JDK, messages, stamps. Sourced, never run.
# Public: ROOT, say, note, die, find_jdk, need, report_missing, free_port, http_status, await_ready,
# end_servers, start_relay, RELAY, relay_urls, fresh_secret, stamp, node_java

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
MISSING=()

if [[ -t 2 && -z "${NO_COLOR:-}" ]]; then
  BOLD=$'\e[1m' RED=$'\e[31m' PLAIN=$'\e[0m'
else
  BOLD='' RED='' PLAIN=''
fi

say() { printf '%s%s%s\n' "$BOLD" "$*" "$PLAIN" >&2; }
note() { printf '%s\n' "$*" >&2; }
die() {
  printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

# The first comment block of a script is its help.
help_of() { sed -n '2,/^[^#]/{/^#/!d;s/^# \{0,1\}//;p}' "$1"; }

is_jdk_25() {
  [[ -x "$1/bin/java" ]] || return 1
  if [[ -r "$1/release" ]]; then
    grep -q '^JAVA_VERSION="25' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q 'version "25'
  fi
}

# Exports JAVA_HOME of a JDK 25, wherever it is; false if there is none.
find_jdk() {
  local home on_path
  on_path="$(readlink -f "$(command -v java || echo /nowhere/bin/java)")"
  for home in "${JAVA_HOME:-/nowhere}" /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /opt/*jdk*25* /opt/java/openjdk "${on_path%/bin/java}"; do
    if is_jdk_25 "$home"; then
      export JAVA_HOME="$home"
      # Maven's own libraries use what Java 25 warns about at each start.
      [[ "${MAVEN_OPTS:-}" == *sun-misc-unsafe* ]] ||
        export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
      return 0
    fi
  done
  return 1
}

missing() { MISSING+=("$1"); }

# need jdk|java|maven|node: remembers what is not there; report_missing tells all of it at once.
need() {
  case "$1" in
    java)
      find_jdk || missing "Java 25. Debian and Ubuntu: apt-get install openjdk-25-jdk where the release has it;
      otherwise Eclipse Temurin 25 (adoptium.net), unpacked below /usr/lib/jvm or named by JAVA_HOME."
      ;;
    jdk)
      need java
      if [[ -n "${JAVA_HOME:-}" ]] && is_jdk_25 "$JAVA_HOME" && [[ ! -x "$JAVA_HOME/bin/javac" ]]; then
        missing "A compiler: $JAVA_HOME is a runtime only. Install the JDK of Java 25, not the JRE."
      fi
      ;;
    maven)
      command -v mvn >/dev/null || missing "Maven 3.8 or newer. Debian and Ubuntu: apt-get install maven"
      ;;
    node)
      if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        missing "Node.js 20.19 or newer with npm. Debian and Ubuntu: apt-get install nodejs npm where the release is
      new enough; otherwise from nodejs.org."
      elif ! node -e 'const [a, b] = process.versions.node.split(".").map(Number);
          process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
        missing "Node.js 20.19 or newer: $(node --version) is too old."
      fi
      ;;
  esac
}

report_missing() {
  [[ ${#MISSING[@]} -eq 0 ]] && return 0
  note "Missing:"
  printf '  - %s\n' "${MISSING[@]}" >&2
  return 1
}

# A port of 127.0.0.1 that nobody listens on now.
free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return 0
    fi
  done
  die "no free port found between 20000 and 32000"
}

# http_status PORT PATH: the status of a GET, nothing if nobody answers within 5 s.
http_status() {
  timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" &&
    printf "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n" "$2" "$1" >&3 &&
    read -r _ status _ <&3 && echo "$status"' http_status "$1" "$2" 2>/dev/null || true
}

# await_ready PORT PID SECONDS: until the node answers 200 to /health/ready; false if it ends or takes longer.
await_ready() {
  local deadline=$((SECONDS + $3))
  while ((SECONDS < deadline)); do
    [[ "$(http_status "$1" /health/ready)" == 200 ]] && return 0
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.2
  done
  return 1
}

# end_servers DIR: ends the embedded servers that a node which was killed, or failed, left in a temporary directory.
end_servers() {
  local process
  for process in /proc/[0-9]*; do
    if [[ "$(readlink "$process/cwd" 2>/dev/null)" == "$1"/* ]]; then
      kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
}

# start_relay PORT SECRET DIR: starts a relay for calls on this machine alone, in the background; RELAY is its process.
start_relay() {
  # The secret stands in a file that nobody else may read, not in the list of processes.
  (umask 077 && printf '%s\n' use-auth-secret "static-auth-secret=$2" realm=localhost \
    listening-ip=127.0.0.1 relay-ip=127.0.0.1 "listening-port=$1" min-port=49160 max-port=49559 \
    allow-loopback-peers no-tls no-dtls no-cli fingerprint "pidfile=$3/pid" "userdb=$3/db" >"$3/turnserver.conf")
  turnserver -c "$3/turnserver.conf" >/dev/null 2>&1 &
  RELAY=$!
}

# What a node has to be told of a relay at this port.
relay_urls() { echo "turn:127.0.0.1:$1?transport=udp,turn:127.0.0.1:$1?transport=tcp"; }

# Something that nobody guesses.
fresh_secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

# stamp PATH…: a hash of the names and contents of all files there. Knows nothing of git.
stamp() {
  local path paths=()
  for path in "$@"; do
    [[ -e "$path" ]] && paths+=("$path")
  done
  {
    printf '%s\n' "$ROOT"
    find "${paths[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum
  } | sha256sum | cut -d' ' -f1
}

java_stamp() {
  (
    cd "$ROOT"
    cat target/webroot.stamp 2>/dev/null || true
    stamp pom.xml .mvn verticles/*/pom.xml verticles/*/src/main scripts/build scripts/lib.sh
  ) | sha256sum | cut -d' ' -f1
}

webroot_stamp() {
  (
    cd "$ROOT/webroot"
    local entries
    mapfile -t entries < <(find . -mindepth 1 -maxdepth 1 ! -name node_modules ! -name dist ! -name e2e)
    stamp "${entries[@]}"
  )
}

same_stamp() { [[ -f "$1" && "$(cat "$1")" == "$2" ]]; }

# node_java MAIN-ARGUMENTS…: builds what is not built and becomes the node's JVM. MISCORD_JVM adds flags of one's own.
node_java() {
  need java
  report_missing || exit 1
  "$ROOT/scripts/build"
  local flags=("@$ROOT/target/node.args")
  if [[ -f "$ROOT/target/node.aot" ]]; then
    flags+=("-XX:AOTCache=$ROOT/target/node.aot")
  fi
  # Words of MISCORD_JVM are flags of their own.
  # shellcheck disable=SC2206
  flags+=(${MISCORD_JVM:-})
  exec "$JAVA_HOME/bin/java" "${flags[@]}" io.miscord.node.Main "$@"
}

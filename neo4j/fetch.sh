#!/bin/sh
# Fetch the jars of the Neo4j used in development and tests into .cache/neo4j/jars, and check every
# one against jars.sha256. Does nothing but check when they are there. Usage: sh neo4j/fetch.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=$here/../.cache/neo4j
jars=$cache/jars

need() {
    command -v "$1" >/dev/null 2>&1 && return
    echo "$1 is missing; on Debian and Ubuntu: sudo apt-get install --no-install-recommends $2" >&2
    exit 1
}

sums_hold() {
    # The same files and no others: a jar nobody listed would be loaded as well.
    cut -c67- "$here/jars.sha256" | sort >"$cache/listed.$$"
    (cd "$1" && ls) | sort >"$cache/found.$$"
    same=true
    cmp -s "$cache/listed.$$" "$cache/found.$$" || same=false
    rm -f "$cache/listed.$$" "$cache/found.$$"
    $same || return 1
    if command -v sha256sum >/dev/null 2>&1; then
        (cd "$1" && sha256sum --check --quiet "$here/jars.sha256")
    else
        (cd "$1" && shasum -a 256 --check --quiet "$here/jars.sha256")
    fi
}

need java openjdk-17-jre-headless
version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
if [ "${version:-0}" -lt 17 ]; then
    echo "Neo4j needs Java 17 or later, this is ${version:-an unknown version}; on Debian and Ubuntu:" \
        "sudo apt-get install --no-install-recommends openjdk-17-jre-headless" >&2
    exit 1
fi
mkdir -p "$cache"
if [ -d "$jars" ]; then
    sums_hold "$jars" && exit 0
    echo "the jars in $jars are not those of neo4j/jars.sha256; fetching them anew" >&2
fi

need mvn maven
fresh=$cache/fetching.$$
trap 'rm -rf "$fresh"' EXIT
echo "fetching Neo4j from Maven Central, 125 MB, once" >&2
mvn --quiet --batch-mode --strict-checksums --file "$here/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$fresh"
if ! sums_hold "$fresh"; then
    echo "the jars fetched are not those of neo4j/jars.sha256: nothing was installed" >&2
    exit 1
fi
# Another process may have been quicker; its jars passed the same check.
[ -d "$jars" ] && mv "$jars" "$fresh.old" && rm -rf "$fresh.old"
mv "$fresh" "$jars" 2>/dev/null || sums_hold "$jars"

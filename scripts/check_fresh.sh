#!/usr/bin/env bash
# Tries HEAD in a bare Debian 12: scripts/quickstart.sh and scripts/test.sh, each twice, the tests of
# the release with Python, and scripts/package.sh, whose packages are then tried in another bare one.
# By hand and as root: scripts/check_fresh.sh [--keep] [--packages] [FOLDER]. Makes the systems in
# FOLDER (which must be empty or new) or in a temporary one, and removes them at the end unless --keep
# is given. With --packages it tries the packages alone.
set -euo pipefail

fail() {
  echo "check_fresh: $1" >&2
  echo "hint: $2" >&2
  exit 2
}

keep=false scripts=(quickstart.sh test.sh quickstart.sh test.sh "test.sh release" package.sh) folder=
for argument in "$@"; do
  case "$argument" in
    --keep) keep=true ;;
    --packages) scripts=(package.sh) ;;
    -*) fail "unknown argument '$argument'" "scripts/check_fresh.sh [--keep] [--packages] [FOLDER]" ;;
    *) folder=$(realpath -m "$argument") ;;
  esac
done
((EUID == 0)) || fail "only root can make another system" "sudo scripts/check_fresh.sh"
# All mounts in a namespace of their own: when debootstrap fails, it may unmount this system's /proc.
[[ -n "${DSSEARCH_FRESH:-}" ]] || DSSEARCH_FRESH=1 exec unshare --mount "$BASH" "$0" "$@"
command -v debootstrap >/dev/null || fail "debootstrap is not installed" "apt-get install debootstrap"
cd "$(dirname "$(realpath "$0")")/.."
git rev-parse --quiet --verify HEAD >/dev/null || fail "there is no commit to try" "git commit"
[[ -z "$(git status --porcelain)" ]] || echo "check_fresh: what is not committed is not tried" >&2
mirror=$(apt-get --print-uris update |
  sed -n "s|^'\(.*\)/dists/bookworm/InRelease'.*|\1|p" | head -n 1)
[[ -n "$mirror" ]] || fail "no Debian 12 in the apt sources of this system" \
  "run it on Debian 12, whose mirror it uses"

folder=${folder:-$(mktemp -d)}
[[ "$folder" != *[[:space:]]* ]] || fail "debootstrap fails where a path has blanks: '$folder'" \
  "name another folder"
mkdir -p "$folder"
[[ -z "$(ls -A "$folder")" ]] || fail "'$folder' is not empty" "name another folder"

# Removes nothing while a mount is left: it would be this system's /dev.
clean_up() {
  local mounted
  for mounted in "$folder"/*/{dev/pts,dev,proc}; do
    if mountpoint -q "$mounted"; then umount --lazy "$mounted"; fi
  done
  if "$keep"; then
    echo "check_fresh: the systems are in $folder"
  else
    rm -rf --one-file-system "$folder"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

seconds() {
  local start=$SECONDS
  "$@" || { echo "check_fresh: failed after $((SECONDS - start)) s: $*" >&2; exit 1; }
  took+=("$(printf '%5d s  %s' "$((SECONDS - start))" "$*")")
}

# bootstrap ROOT: a bare system that reaches the network as this one does.
bootstrap() {
  local root=$1 output path
  output=$(debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "$mirror" \
    2>&1) || { tail -n 20 <<<"$output" >&2; return 1; }
  rm "$root/etc/apt/sources.list"
  # What debootstrap wrote there may be links to files of the same path here.
  for path in /etc/apt/{sources.list,sources.list.d,apt.conf.d,keyrings,trusted.gpg.d} \
    /usr/share/keyrings /etc/resolv.conf /etc/ssl/certs /usr/local/share/ca-certificates; do
    [[ ! -e "$path" ]] || cp -rL --remove-destination --parents "$path" "$root"
  done
  # npm of the new system looks for its settings elsewhere than this one's; the user's come last.
  if command -v npm >/dev/null; then
    for path in "$(npm config get globalconfig)" "$(npm config get userconfig)"; do
      [[ ! -f "$path" ]] || cat "$path" >>"$root/root/.npmrc"
    done
  fi
  # pip is told by its environment or by files of the system.
  [[ ! -f /etc/pip.conf ]] || cp /etc/pip.conf "$root/etc/pip.conf"
  # Where debootstrap may not mount, it leaves a link to this system's /proc.
  [[ ! -L "$root/proc" ]] || { rm "$root/proc" && mkdir "$root/proc"; }
  mount -t proc proc "$root/proc"
  mount --bind /dev "$root/dev"
  mount --bind /dev/pts "$root/dev/pts"  # Of terminals, on which one test looks.
  git clone --quiet --no-local . "$root$clone"
}

# within ROOT COMMAND...: runs it in the clone there, with nothing of this system's environment but how
# it reaches the network.
within() {
  local root=$1 environment=(HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin) name
  shift
  for name in {http,https,no}_proxy {HTTP,HTTPS,NO}_PROXY SSL_CERT_{FILE,DIR} NODE_EXTRA_CA_CERTS PIP_{INDEX_URL,CERT}; do
    [[ -z "${!name:-}" ]] || environment+=("$name=${!name}")
  done
  # shellcheck disable=SC2016  # the inner shell's own arguments
  env -i "${environment[@]}" chroot "$root" \
    sh -c 'cd "$1" && shift && exec "$@"' sh "$clone" "$@" </dev/null
}

clone="/root/a path with blanks/dssearch"
took=()
seconds bootstrap "$folder/source"
for script in "${scripts[@]}"; do
  echo "== $script"
  # shellcheck disable=SC2086  # a script and its arguments
  seconds within "$folder/source" scripts/$script
done
seconds bootstrap "$folder/packages"
cp "$folder/source$clone"/build/packages/*.deb "$folder/packages/root"
echo "== tests/packages/try.sh"
seconds within "$folder/packages" tests/packages/try.sh /root
printf '%s\n' "${took[@]}"

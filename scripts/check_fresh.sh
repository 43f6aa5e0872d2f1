#!/usr/bin/env bash
# Tries scripts/quickstart.sh and scripts/test.sh, each twice, on HEAD in a bare Debian 12.
# By hand and as root: scripts/check_fresh.sh [--keep] [FOLDER]. Makes the system in FOLDER (which
# must be empty or new) or in a temporary one, and removes it at the end unless --keep is given.
set -euo pipefail

fail() {
  echo "check_fresh: $1" >&2
  echo "hint: $2" >&2
  exit 2
}

keep=false root=
for argument in "$@"; do
  case "$argument" in
    --keep) keep=true ;;
    -*) fail "unknown argument '$argument'" "scripts/check_fresh.sh [--keep] [FOLDER]" ;;
    *) root=$(realpath -m "$argument") ;;
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

root=${root:-$(mktemp -d)}
[[ "$root" != *[[:space:]]* ]] || fail "debootstrap fails where a path has blanks: '$root'" \
  "name another folder"
mkdir -p "$root"
[[ -z "$(ls -A "$root")" ]] || fail "'$root' is not empty" "name another folder"

# Removes nothing while a mount is left: it would be this system's /dev.
clean_up() {
  local mounted
  for mounted in dev/pts dev proc; do
    if mountpoint -q "$root/$mounted"; then umount --lazy "$root/$mounted"; fi
  done
  if "$keep"; then
    echo "check_fresh: the system is in $root"
  else
    rm -rf --one-file-system "$root"
  fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

seconds() {
  local start=$SECONDS
  "$@" || { echo "check_fresh: failed after $((SECONDS - start)) s: $*" >&2; exit 1; }
  took+=("$(printf '%5d s  %s' "$((SECONDS - start))" "$*")")
}

bootstrap() {
  local output
  output=$(debootstrap --variant=minbase --include=git,ca-certificates bookworm "$root" "$mirror" \
    2>&1) || { tail -n 20 <<<"$output" >&2; return 1; }
}

# Runs a script of the clone with nothing of this system's environment but how it reaches the network.
in_clone() {
  local environment=(HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin) name
  for name in {http,https,no}_proxy {HTTP,HTTPS,NO}_PROXY SSL_CERT_{FILE,DIR} NODE_EXTRA_CA_CERTS; do
    [[ -z "${!name:-}" ]] || environment+=("$name=${!name}")
  done
  # shellcheck disable=SC2016  # the inner shell's own arguments
  env -i "${environment[@]}" chroot "$root" \
    sh -c 'cd "$1" && shift && exec "$@"' sh "$clone" "$@" </dev/null
}

clone="/root/a path with blanks/dssearch"
took=()
seconds bootstrap
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
# Where debootstrap may not mount, it leaves a link to this system's /proc.
[[ ! -L "$root/proc" ]] || { rm "$root/proc" && mkdir "$root/proc"; }
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind /dev/pts "$root/dev/pts"  # Of terminals, on which one test looks.
git clone --quiet --no-local . "$root$clone"
for round in first second; do
  for script in ./scripts/quickstart.sh ./scripts/test.sh; do
    echo "== $script, the $round time"
    seconds in_clone "$script"
  done
done
printf '%s\n' "${took[@]}"

#!/bin/sh
# Runs a command inside the Debian root file system, in a mount namespace of its own (the caller made it).
#
#   enter-root.sh ROOT UID GID SIGNAL PATH... -- COMMAND...
#
# The root is put together on a tmpfs: Debian's folders read-only, and each PATH writable at the very place it has
# outside, so that a path means the same to a part in here and to the service out there. Nothing is ever written
# into the root file system itself; several copies may share it. All is exec: one process, signals arrive.
set -eu
root=$1 uid=$2 gid=$3 signal=$4
shift 4
new=$root/mnt
# Nothing we mount shall be seen outside. A bare chroot refuses this, since its root is no mount point: then only
# the tmpfs below may be, and what we put into it is not.
mount --make-rprivate / 2>/dev/null || true
mount -t tmpfs -o mode=755 tmpfs "$new"
mount --make-private "$new"

for folder in bin sbin lib lib64 etc opt usr var; do
  [ -e "$root/$folder" ] || continue
  if [ -L "$root/$folder" ]; then cp -P "$root/$folder" "$new/$folder"; continue; fi
  mkdir "$new/$folder"
  mount --bind "$root/$folder" "$new/$folder"
done

mkdir "$new/proc" "$new/dev" "$new/dev/shm" "$new/run" "$new/tmp"
chmod 1777 "$new/tmp" "$new/dev/shm" "$new/run"
# A mount of /proc of our own is refused to an ordinary user; a bare chroot has none to pass on.
if [ -e /proc/self ]; then mount --rbind /proc "$new/proc"; else mount -t proc proc "$new/proc"; fi
for device in null:3 zero:5 full:7 random:8 urandom:9; do
  name=${device%:*}
  if [ -c "/dev/$name" ]; then : >"$new/dev/$name" && mount --bind "/dev/$name" "$new/dev/$name"
  else mknod -m 666 "$new/dev/$name" c 1 "${device#*:}"; fi
done
ln -s /proc/self/fd "$new/dev/fd"
ln -s /proc/self/fd/0 "$new/dev/stdin"
ln -s /proc/self/fd/1 "$new/dev/stdout"
ln -s /proc/self/fd/2 "$new/dev/stderr"

# Names are looked up as the machine does.
for file in /etc/resolv.conf /etc/hosts; do
  if [ -e "$file" ] && [ -e "$root$file" ]; then mount --bind "$file" "$new$file"; fi
done

# Read-only where the kernel lets us; where it does not (a home mounted nosuid), file permissions have to do.
for folder in etc opt usr var; do
  mount -o remount,bind,ro "$new/$folder" 2>/dev/null || true
done

while [ "$1" != -- ]; do
  mkdir -p "$new$1"
  mount --bind "$1" "$new$1"
  shift
done
shift

# The part ends when its supervisor does, however that ended.
set -- /usr/bin/setpriv --no-new-privs --pdeathsig "$signal" -- "$@"
if [ "${ENTER_AS:-}" = root ]; then
  unset ENTER_AS
  exec chroot "$new" /usr/bin/setpriv --reuid "$uid" --regid "$gid" --clear-groups -- "$@"
fi
exec unshare --user --map-user="$uid" --map-group="$gid" --root="$new" --wd=/ -- "$@"

/** Programs that distributions ship with set-user-id or set-group-id. */
const usual = new Set(
  `at bsd-write bwrap chage chfn chsh crontab dbus-daemon-launch-helper dotlock.mailutils dotlockfile
  dumpcap exim4 expiry fusermount fusermount3 gpasswd grub2-set-bootflag ksu locate mlocate mount
  mount.cifs mount.nfs newgidmap newgrp newuidmap nvidia-modprobe pam_extrausers_chkpwd pam_timestamp_check
  passwd ping ping6 pkexec plocate polkit-agent-helper-1 postdrop postlog postqueue pppd procmail sg
  ssh-agent ssh-keysign su sudo sudoedit traceroute6.iputils umount unix_chkpwd unix_update usernetctl utempter
  userhelper wall write write.ul`
    .split(/\s+/)
    .filter(Boolean),
);
/** Where they stand; the same name elsewhere is another program. */
const places = /^(?:\/usr)?\/(?:s?bin|libexec|lib\/openssh|lib\/dbus-1\.0)\/[^/]+$/;

export function isUsualProgram(path: string): boolean {
  return places.test(path) && usual.has(path.slice(path.lastIndexOf('/') + 1));
}

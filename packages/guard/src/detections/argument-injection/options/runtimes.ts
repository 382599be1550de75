import { words, type ProgramOptions } from './program-options.ts';

/** Interpreters, containers and what starts other programs. */
export const runtimes: Readonly<Record<string, ProgramOptions>> = {
  node: {
    long: words(`
      --eval --print --require --import --loader --experimental-loader --inspect
      --inspect-brk --env-file --experimental-config-file --cpu-prof-dir --openssl-config
      --run --redirect-warnings --trace-event-file-pattern --diagnostic-dir
      --report-directory --report-dir --report-filename --tls-keylog --icu-data-dir
      --build-snapshot --build-snapshot-config --snapshot-blob --heap-prof-dir
      --localstorage-file --logfile --watch-path --test --prof --interactive
      --inspect-wait --watch
    `),
    short: 'epri',
    valued: 'eprC',
    runsScripts: true,
  },
  python: {
    long: words('--check-hash-based-pycs'),
    short: 'cmiWX',
    valued: 'cmWX',
    runsScripts: true,
  },
  perl: {
    long: [],
    short: 'eEIMmxinpdCs',
    valued: 'eEI',
    runsScripts: true,
  },
  ruby: {
    long: words('--external-encoding --require'),
    short: 'erICSxFipn',
    valued: 'erICFx',
    runsScripts: true,
  },
  // CVE-2012-1823, CVE-2024-4577.
  php: {
    long: words('--run --define --file --process-code --php-ini'),
    short: 'rdfcBREFSz',
    valued: 'rdfcBREFSztT',
    runsScripts: true,
  },
  java: {
    long: words(`
      -javaagent -agentlib -agentpath -cp -classpath --class-path -jar -XX:OnError
      -XX:OnOutOfMemoryError -XX:Flags -Xbootclasspath --module-path -Xlog -D
    `),
    short: '',
    valued: '',
    singleDash: true,
    values: /^@/,
    runsScripts: true,
  },
  docker: {
    long: words(`
      --volume --mount --privileged --cap-add --device --pid --network --net
      --security-opt --entrypoint --env-file --host --config --userns --ipc --output
      --file --build-context --volumes-from --cgroupns --uts --runtime --user --group-add
      --label-file --context --device-cgroup-rule --use-api-socket --sysctl --secret --ssh
      --allow --iidfile --cidfile --env --publish
    `),
    short: 'vHofueP',
    valued: 'vepwulmchaHof',
  },
  podman: {
    long: words(`
      --volume --mount --privileged --cap-add --device --pid --network --entrypoint
      --url --root --security-opt
    `),
    short: 'v',
    valued: 'vepwul',
  },
  kubectl: {
    long: words(`
      --server --kubeconfig --token --as --as-group --filename
      --insecure-skip-tls-verify --overrides --raw --kustomize --output --cache-dir
      --profile-output
    `),
    short: 'sfko',
    valued: 'nscflokL',
  },
  terraform: {
    long: words('-chdir -var-file -backend-config -plugin-dir -out -from-module -state'),
    short: '',
    valued: '',
    singleDash: true,
  },
  ansible: {
    long: words(`
      --module-name --args --inventory --module-path --extra-vars --ssh-common-args
      --ssh-extra-args
    `),
    short: 'amiMe',
    valued: 'amiMefltu',
  },
  xargs: {
    long: words('--arg-file --process-slot-var'),
    short: 'aI',
    valued: 'aEdILnPs',
    runsScripts: true,
  },
  crontab: {
    long: [],
    short: 'rue',
    valued: 'u',
  },
  date: {
    long: words('--file --set --reference'),
    short: 'fsr',
    valued: 'dfrs',
  },
  systemctl: {
    long: words('--host --machine --root --force'),
    short: 'HMf',
    valued: 'HMtpno',
  },
  journalctl: {
    long: words('--file --directory --root --cursor-file --vacuum-size --vacuum-time --rotate'),
    short: 'DM',
    valued: 'DMnoutSUpg',
  },
};

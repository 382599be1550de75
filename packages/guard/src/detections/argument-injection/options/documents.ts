import { words, type ProgramOptions } from './program-options.ts';

/** Programs that convert pictures, films and documents. */
export const documents: Readonly<Record<string, ProgramOptions>> = {
  ffmpeg: {
    long: words(`
      -i -f -filter_complex -filter_complex_script -filter_script -vf -af -lavfi
      -dump_attachment -attach -report -progress -passlogfile -vstats_file
      -protocol_whitelist -safe -y -fpre -vpre -apre -sdp_file -init_hw_device -filter
    `),
    short: '',
    valued: '',
    valuedLong: words('-metadata -i -vf -filter_complex -ss -t -to -c -f'),
    singleDash: true,
    ignoresDoubleDash: true,
    values: /^(?:concatf?|file|subfile|pipe|data|crypto|tee|unix|cache|async|gopher)[:,]/i,
  },
  // Coders that read or write other files and programs (CVE-2016-3714, CVE-2016-3717).
  convert: {
    long: words('-write -script -log -path -process -read'),
    short: '',
    valued: '',
    singleDash: true,
    ignoresDoubleDash: true,
    values:
      /^(?:msl|ephemeral|text|mvg|svg|url|https?|ftp|vid|inline|clipboard|x|scan|screenshot|show|win|print|info|epi|eps[23fi]?|ps[23]?|pdf|rgba?|gray|cmyka?|uyvy|yuv|map|gopher|tmp):|^(?:label|caption|pango)?:?@|^\|/i,
  },
  gs: {
    long: words(`
      --permit-file-write --permit-file-all -dNOSAFER -dDELAYSAFER -sOutputFile
      --permit-file-read --permit-devices -dWRITESYSTEMDICT
    `),
    short: 'oIcf',
    valued: 'cfIodDsSrgZ',
    singleDash: true,
    values: /^(?:%pipe%|\||@)/i,
  },
  // CVE-2022-35583 and local file access.
  wkhtmltopdf: {
    long: words(`
      --post-file --enable-local-file-access --allow --run-script --cookie-jar --proxy
      --user-style-sheet --cache-dir --header-html --footer-html --custom-header
      --xsl-style-sheet --dump-outline --checkbox-svg --read-args-from-stdin
    `),
    short: 'p',
    valued: 'BLORTsdp',
    values: /^file:/i,
  },
  weasyprint: {
    long: words('--attachment --base-url --stylesheet'),
    short: 'asu',
    valued: 'aesum',
  },
  // CVE-2023-35936.
  pandoc: {
    long: words(`
      --filter --lua-filter --output --pdf-engine --pdf-engine-opt --include-in-header
      --include-before-body --extract-media --template --data-dir --defaults
      --syntax-definition --log --to --metadata-file --from --read --write --reference-doc
      --css --self-contained --embed-resources --bibliography --csl --resource-path
      --request-header --no-check-certificate --epub-cover-image --abbreviations
    `),
    short: 'FLodtHBAfrwc',
    valued: 'FLodtfrVMHBAcT',
  },
  pdflatex: {
    long: words(`
      -shell-escape -enable-write18 -output-directory -jobname --shell-escape
      --output-directory
    `),
    short: '',
    valued: '',
    singleDash: true,
  },
  soffice: {
    long: words('--outdir --convert-to --infilter --script-cat --accept'),
    short: 'p',
    valued: '',
    values: /^(?:macro|vnd\.sun\.star\.script):/i,
  },
  // GTFOBins, exiftool.
  exiftool: {
    long: words(`
      -if -if2 -execute -config -o -w -tagOut -csv -json -filename -directory -p -ee
      -tagsFromFile -stay_open -delete_original -overwrite_original -geotag -srcfile
      -htmlDump -W -use -diff
    `),
    short: '@',
    valued: '@',
    singleDash: true,
  },
  // CVE-2018-1000006 (Electron protocol handlers).
  chrome: {
    long: words(`
      --renderer-cmd-prefix --gpu-launcher --utility-cmd-prefix --ppapi-plugin-launcher
      --browser-subprocess-path --no-sandbox --load-extension --disable-web-security
      --remote-debugging-port --print-to-pdf --screenshot --user-data-dir
    `),
    short: '',
    valued: '',
  },
  firefox: {
    long: words('--profile --screenshot --remote-debugging-port'),
    short: 'P',
    valued: 'P',
  },
};

import { outputUsage } from '../check/output-flags.ts';

/** What may follow `castellan attack`. */
export const usage: string = `[flags] -- COMMAND [arguments]
       castellan attack --url URL [flags]

  COMMAND            starts the app: it runs under guard, which tells where values end up
  --url URL          the app that runs already, or where COMMAND will answer. Another machine than this
                     one must show a token that the command tells of
  --sensor FILE      with --url: the file that the app's guard was given in CASTELLAN_SENSOR
  --changes-state    also send POST, PUT, PATCH and DELETE. Without it nothing is changed
  --data-elsewhere   with --changes-state: the app's database is on another machine, and nobody needs what
                     is in it. Without it the run refuses where the environment or .env names such a one
  --only KIND        one kind of hole (sql-injection); may be repeated
  --route PATH       only routes that begin so (/api); may be repeated
  --header 'N: V'    a header of a signed-in session; may be repeated
  --cookie TEXT      its cookies
  --other-header, --other-cookie   the session of another user: neither must see what is the other's
  --login FILE       how one or two users sign in, instead of the four above: see docs/attack.md
  --openapi FILE     routes by an OpenAPI document (JSON or YAML); /path or URL: as the app gives it
  --har FILE         routes by a recording of a browser
  --rate N           requests a second (default: 20)
  --max-minutes N    when to stop (default: 10)
  --guarded          start the app once more with guard in block mode, and say which holes it stops
  --out DIR          where replays and tests of holes go (default: .castellan/attack)
  --replay FILE      send the requests of a hole again, or of each in a folder; may be repeated. Ends in
                     1 while one is open, in 0 once all are closed
${outputUsage}
  --send-to URL, --require-sent   as of castellan check

  Attack only what is yours. Every request names itself in User-Agent and x-castellan-attack. Ends in
  0 when nothing grave was found, 1 when a hole of high severity was proven, 2 when the command line
  makes no sense, 3 when the run is not whole.`;

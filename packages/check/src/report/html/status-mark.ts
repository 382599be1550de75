import type { Status } from '../../engine/report-type.ts';
import { statusSigns, statusWords } from '../counts.ts';

/** Sign and word of a status. */
export function statusMark(status: Status): string {
  return `<span class="mark ${status}"><span aria-hidden="true">${statusSigns[status]}</span> ${statusWords[status]}</span>`;
}

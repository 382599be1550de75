export { type Confidence, confidences, type Severity, severities } from './vocabulary/severity.ts';
export { type Transformation, transformations } from './vocabulary/transformation.ts';
export {
  type Disposition,
  dispositions,
  type Mode,
  modes,
  type Outcome,
  outcomes,
} from './vocabulary/verdict.ts';

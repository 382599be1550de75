export {
  type IdentifiedUser,
  identify,
  stepUpDone,
  stepUpRequired,
} from '@castellan/guard/register';

/** An instruction as far as stages are concerned. */
interface Step {
  readonly name: string;
  readonly text: string;
}

/** Image and name of a FROM line: `--platform=… node:24 AS build`. */
export function fromParts(text: string): { image: string; name?: string } {
  const words = text.split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
  const [image = '', as, name] = words;
  return as?.toLowerCase() === 'as' && name !== undefined
    ? { image, name: name.toLowerCase() }
    : { image };
}

/** Stages of a Dockerfile in order, each from its FROM on. */
export function stagesOf<Given extends Step>(instructions: readonly Given[]): Given[][] {
  const stages: Given[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([instruction]);
    else stages.at(-1)?.push(instruction);
  }
  return stages;
}

/** The instructions that make the last image, those of the stages that it builds on first. */
export function finalStage<Given extends Step>(instructions: readonly Given[]): Given[] {
  const stages = stagesOf(instructions);
  const within = (index: number): Given[] => {
    const stage = stages[index];
    if (!stage) return [];
    const { image } = fromParts(stage[0]?.text ?? '');
    const before = stages
      .slice(0, index)
      .findLastIndex(([from]) => fromParts(from?.text ?? '').name === image.toLowerCase());
    return before < 0 ? stage : [...within(before), ...stage];
  };
  return within(stages.length - 1);
}

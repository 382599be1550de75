import { format, type TokenFormat } from '../format.ts';

/** Tokens of services that run language models. */
export const modelFormats: readonly TokenFormat[] = [
  format('openai-key', 'OpenAI API key', [
    'sk-{A20}T3BlbkFJ{A20-24}',
    'sk-proj-{b20-100}T3BlbkFJ{b20-100}',
    'sk-svcacct-{b20-100}T3BlbkFJ{b20-100}',
    'sk-admin-{b20-100}T3BlbkFJ{b20-100}',
  ]),
  format('anthropic-key', 'Anthropic API key', [
    'sk-ant-api03-{b80-120}',
    'sk-ant-admin01-{b80-120}',
    'sk-ant-oat01-{b80-120}',
  ]),
  format('huggingface-token', 'Hugging Face token', ['hf_{L34}', 'api_org_{L34}']),
  format('groq-key', 'Groq API key', 'gsk_{A52}'),
  format('replicate-token', 'Replicate token', 'r8_{A37}'),
  format('perplexity-key', 'Perplexity API key', 'pplx-{A48}'),
  format('xai-key', 'xAI API key', 'xai-{A80}'),
  format('openrouter-key', 'OpenRouter API key', 'sk-or-v1-{h64}'),
  format('together-key', 'Together AI key', 'tgp_v1_{b43}'),
  format('nvidia-key', 'NVIDIA API key', 'nvapi-{b64}'),
  format('pinecone-key', 'Pinecone API key', 'pcsk_{A5-6}_{A63}'),
  format('langsmith-key', 'LangSmith API key', ['lsv2_pt_{h32}_{h10}', 'lsv2_sk_{h32}_{h10}']),
  format('langfuse-key', 'Langfuse secret key', 'sk-lf-{h8}-{h4}-{h4}-{h4}-{h12}'),
  format('elevenlabs-key', 'ElevenLabs API key', 'sk_{h48}'),
  format('tavily-key', 'Tavily API key', ['tvly-{A32}', 'tvly-dev-{A32}', 'tvly-prod-{A32}']),
  format('cerebras-key', 'Cerebras API key', 'csk-{a48}'),
  format('fireworks-key', 'Fireworks API key', 'fw_{A24}', { isAmbiguous: true }),
  format('voyage-key', 'Voyage API key', 'pa-{b43}', { isAmbiguous: true }),
  format('deepseek-key', 'DeepSeek or alike API key', 'sk-{h32}', { isAmbiguous: true }),
];

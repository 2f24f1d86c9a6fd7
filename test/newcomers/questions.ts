/** Each question of the FAQ as newcomers would put it, in three wordings of their own. */
export const asked: Readonly<Record<string, readonly [string, string, string]>> = {
  difference: [
    "what's the difference between fine tuning and rag",
    'RAG vs fine-tuning, how do they differ?',
    'explain retrieval versus training a model to me',
  ],
  when_rag: [
    'when do I use rag',
    'in which situations is retrieval the right choice?',
    'is RAG the right thing for a bot that answers from our docs?',
  ],
  when_tuning: [
    'when does fine tuning make sense?',
    'when should we be training our own model',
    'what is a good reason to finetune',
  ],
  both: [
    'can we do both?',
    'does it make sense to combine rag with a fine-tuned model',
    'do we have to choose or can RAG and tuning work together?',
  ],
  dearer: [
    'which one is cheaper, rag or fine tuning?',
    'is finetuning expensive',
    'how much does fine-tuning cost compared to RAG?',
  ],
  fresh_facts: [
    'can I fine-tune to add new information?',
    'will a fine tuned model know up-to-date facts',
    'we want the model to learn our latest news by training',
  ],
  mistake: ['what are common mistakes?', 'what do most teams get wrong', 'which pitfalls should I avoid'],
  hallucination: [
    'does fine tuning reduce hallucination?',
    'how do I keep the model from making things up',
    'will it still invent facts after training?',
  ],
  how_much_data: [
    'how many examples do I need',
    'how much training data is enough for finetuning?',
    'what size of labelled dataset is required',
  ],
  raft: [
    'our rag is bad, can fine-tuning fix it?',
    'what is RAFT',
    'the model ignores the documents that retrieval found',
  ],
  how_long: [
    'how long does fine-tuning take?',
    'how many weeks to train a model',
    'how quickly can we be live with a tuned model',
  ],
  lora: ['LoRA or full fine-tuning?', 'what about adapters', 'do I have to train the whole base model'],
  volume: [
    'from which volume is fine-tuning cheaper?',
    'how many queries per day until tuning pays off',
    'at how many requests does training break even',
  ],
};

/** What people ask a bot that has nothing to do with this. */
export const unrelated: readonly string[] = [
  'what is the weather in Paris today?',
  'how do I reset my password',
  'where is the next all-hands meeting?',
  'book a table for four people tonight',
  'who won the football game',
  'convert 20 euros to dollars',
  'what time is it in Tokyo',
  'tell me a joke',
  'how do I request vacation',
  'why is the build red again',
  'can you merge my pull request',
  'what is for lunch',
  'how much does a flight to Berlin cost',
  'is the office open on Friday',
  'please translate this into French',
  'who is on call this week',
  'what is the capital of Peru',
  'how long does it take to boil an egg',
  'where can I park my bike',
  'does anybody have a phone charger',
];

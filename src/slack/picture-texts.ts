import type { ApproachesWords } from '../charts/lesson-approaches.ts';
import type { CrossingWords } from '../charts/lesson-crossing.ts';
import type { HybridWords } from '../charts/lesson-hybrid.ts';
import type { LadderWords } from '../charts/lesson-ladder.ts';
import type { QuestionsWords } from '../charts/lesson-questions.ts';

/** The words in the pictures of lessons, and what each picture says to those who do not see it. */
export const pictureTexts = {
  approaches: {
    title: 'What each approach gets',
    alt: 'Four ways. Prompt: a note with the task. Long context: the whole book, each time. RAG: the right pages of the book. Fine-tuning: a course before, and no book.',
    words: {
      prompt: { name: 'Prompt', gets: 'a note with the task' },
      longContext: { name: 'Long context', gets: 'the whole book, each time' },
      rag: { name: 'RAG', gets: 'the right pages of the book' },
      fineTune: { name: 'Fine-tuning', gets: 'a course before, no book' },
    } satisfies ApproachesWords,
  },
  questions: {
    title: 'Two questions, four cases',
    alt: 'Two questions make four cases. Facts there, behavior right: leave it. Facts there, behavior wrong: a better prompt, later fine-tuning. Facts missing, behavior right: long context or RAG. Facts missing and behavior wrong: RAG first, then look again.',
    words: {
      columns: { ask: 'Does it act right?', answers: ['yes', 'no'] },
      rows: { ask: 'Has it the facts?', answers: ['yes', 'no'] },
      cells: [
        [
          { name: 'Leave it', note: 'no gap to close', about: 'plain' },
          { name: 'Better prompt', note: 'later fine-tuning', about: 'behavior' },
        ],
        [
          { name: 'Look it up', note: 'long context or RAG', about: 'facts' },
          { name: 'RAG first', note: 'then look again: perhaps both', about: 'both' },
        ],
      ],
    } satisfies QuestionsWords,
  },
  ladder: {
    title: 'The ladder',
    alt: 'A ladder of five steps, the cheapest first: prompt (hours), long context (days), RAG (weeks), fine-tuning (weeks, and many examples), both (two systems). Cost and work rise with each step. Stop where the answers are good enough.',
    words: {
      steps: [
        { name: 'Prompt', note: 'hours', about: 'plain' },
        { name: 'Long context', note: 'days', about: 'facts' },
        { name: 'RAG', note: 'weeks', about: 'facts' },
        { name: 'Fine-tuning', note: 'weeks, many examples', about: 'behavior' },
        { name: 'Both', note: 'two systems', about: 'both' },
      ],
      rises: 'cost and work rise',
      stop: 'Stop where the answers are good enough.',
    } satisfies LadderWords,
  },
  crossing: {
    title: 'Where the lines cross',
    alt: 'All that was paid, over time. RAG begins low and rises steeply. Fine-tuning begins high and rises slowly. Where the lines cross, both have cost the same; from there on, fine-tuning is cheaper. With more questions a day they cross sooner, with few of them perhaps never.',
    words: {
      paid: 'All you paid so far',
      time: 'time',
      lookUp: 'RAG',
      training: 'Fine-tuning',
      meet: 'same cost here',
      depends: 'Many questions: soon. Few questions: perhaps never.',
    } satisfies CrossingWords,
  },
  hybrid: {
    title: 'Search and trained model together',
    alt: 'A question goes to a search, which takes the facts from your documents. The pages go to a trained model, which learned how to act from checked examples. It gives the answer.',
    words: {
      question: 'Question',
      search: 'Search',
      model: 'Trained model',
      answer: 'Answer',
      documents: 'Your documents',
      examples: 'Checked examples',
      facts: 'facts',
      behavior: 'how to act',
    } satisfies HybridWords,
  },
} as const;

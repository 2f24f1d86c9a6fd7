import { distance } from 'fastest-levenshtein';
import { stemmer } from 'stemmer';

/** Words that say nothing by themselves; "fine" is one because of "fine tuning". */
const stopwords = new Set(
  `a about above actually after again all also always am an and another any anybody anyone are as at aware be because been
  before being best better big bigger biggest bot but by came can come could d did do does doesn doing don done each either
  else etc even ever every everybody everyone explain feel few find fine first for from further get getting give given go
  going good got great had has have having he hello help her here hey hi his hope how i idea if in instead into is isn it
  its job just keep kind know last learnt least less let lets like likely ll look lot m make makes many may maybe me mean
  means might mine more most much must my myself need needed needs no nor not now of off ok okay on once one ones only onto
  option options or other others ought our ours out over own people per perhaps please possible possibly project projects
  put quite rather re really right s said same say says sense sensible set setup shall she should show so some somebody
  someone something sometimes sort still stuff such sure t take team teams tell than thank thanks that the their them then
  there these they thing things think this those through to too try trying under understand until up upon us use used uses
  using usual usually ve very via want wants was way we well were what whatever when where whether which while who whom
  whose why will with within without wonder would yes yet you your yours`.split(/\s+/),
);

/** Stems that mean the same: the first stands for all. */
const meaning = new Map(
  [
    'tune finetun train tuner retrain teach',
    'cost price cheap cheaper cheapest expens dear dearer monei budget pai pricei costli afford spend',
    'rag retriev lookup search',
    'invent hallucin lie li made fabric fals truth untru',
    'both combin mix togeth hybrid simultan alongsid',
    'mistak error pitfal wrong blunder trap fail',
    'fresh current new latest date updat recent outdat stale',
    'exampl data dataset sampl label labelled annot',
    'queri request volum traffic load',
    'duration durat schedul',
    'document doc',
    'page passag',
    'differ versu vs compar distinguish',
    'bad terribl poor poorli badli weak aw lousi nois noisi',
    'fact knowledg inform',
    'amount enough minimum minim size number suffici',
    'eras delet erasur remov forgotten forget',
    'breakeven justifi payback',
    'start begin order',
    'privacy privaci gdpr',
    'diagnos debug investig',
    'gap problem issu lack miss',
    'behavior behaviour style tone voic habit',
    'form format schema templat',
  ].flatMap((group) => {
    const [first = '', ...others] = group.split(' ');
    return [first, ...others].map((stem) => [stem, first] as const);
  }),
);

/** What a question asks about something, and not what it is about: it ranks texts, and makes none fit. */
export const asksHow: ReadonlySet<string> = new Set(['duration', 'whenuse', 'start']);

/** Stems that are said of nothing but our subject. */
const ours: ReadonlySet<string> = new Set(
  'finetun rag retriev lora qlora peft raft llm rlhf hallucin chatbot embed longcontext vectordb gpt rerank'.split(' '),
);

/** Words that mean something together only. */
const together: readonly (readonly [RegExp, string])[] = [
  [/\bfine[ -]?tun/g, 'finetun'],
  [/\bma(?:ke|kes|king|de)(?: \w+)? up\b|\bmak(?:e|es|ing) (?:stuff|things|facts) /g, 'invent '],
  [/\bup[ -]to[ -]date\b/g, 'fresh'],
  [/\blook(?:s|ed|ing)?(?: (?:it|them|things|facts|something))?[ -]?ups?\b/g, 'rag'],
  [/\bbreak(?:s|ing)?[ -]?even\b|\bpay(?:s|ing)? (?:off|back|for (?:itself|themselves))\b/g, 'breakeven'],
  [/\blong[ -]context\b|\b(?:everything|all|whole)(?: [a-z]+){0,3} (?:in|into) (?:the|a|one) prompt\b/g, 'longcontext'],
  [/\bvector (?:database|store|index|db)s?\b/g, 'vectordb'],
  [/\bon top of\b|\bat (?:once|the same time)\b/g, 'both'],
  [/\bthe same(?: things?)?\b/g, 'differ'],
  [/\b(?:in|into) (?:the|its|their) (?:weights?|model)\b/g, 'tune'],
  [/\b(?:personal|private|customer|user|sensitive)s? (?:data|information)\b/g, 'privacy'],
  [
    /\bhow (?:long|quick|quickly|fast|soon)\b|\bhow many (?:days|hours|weeks|months)\b|\btime (?=it takes|needed|to build|to train|for)/g,
    'duration ',
  ],
  [/\b(?:try|start|begin|do|go|comes?) first\b|\bfirst (?:steps?|things?)\b/g, 'start'],
  [/\b(?:find|figure|work) out (?:what|why|which)\b/g, 'diagnos'],
  [/\bwhen (?:should|shall|must|do|does|can|would) (?=i|we|you|one|people|teams)\b/g, 'whenuse '],
  [/\bwhen (?:do|does|is|are|will|would) (?=.*\b(?:sense|right|better|useful|good)\b)/g, 'whenuse '],
  [/\b(?:in|for) (?:which|what) (?:situations?|cases?|circumstances)\b|\bworth(?:while)?\b/g, 'whenuse'],
  [/\b(?:right|good) (?:choice|call|fit|reasons?)\b|\breasons? (?:to|for)\b/g, 'whenuse'],
];

const wordsOf = (text: string): string[] =>
  together
    .reduce((all, [phrase, word]) => all.replaceAll(phrase, ` ${word} `), text.toLowerCase())
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !stopwords.has(word))
    .map((word) => stemmer(word))
    .filter((stem) => !stopwords.has(stem));

/** The words of a text that say something, by their stems. */
export const termsIn = (text: string): string[] => wordsOf(text).map((stem) => meaning.get(stem) ?? stem);

/** Whether a text has a word that is said of nothing but our subject. */
export const namesSubject = (text: string): boolean => wordsOf(text).some((stem) => ours.has(stem));

/** A word with one letter wrong; short words are too much alike. */
export const mayBeSlip = (term: string): boolean => term.length > 5;

/** What somebody meant whose word is nearly one that stands for another. */
export function meant(term: string): string {
  if (!mayBeSlip(term)) return term;
  for (const [stem, word] of meaning) if (mayBeSlip(stem) && distance(stem, term) === 1) return word;
  return term;
}

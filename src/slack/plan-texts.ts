/** The sentences about the plan, and what a verdict says beside its argument. */
export const planTexts = {
  plan: {
    also: 'Besides',
    refresh: 'Kept current',
    target: 'Target',
    reviewed: 'Reviewed',
    stop: 'Stop',
    tomorrow: 'Tomorrow',
    inRecord: '“Decision record” has every stage in full: what to measure, when to go on, and who says so.',
    again: 'Look again',
    on: (day: string) => `on ${day} at the latest`,
    when: ', or as soon as one of these holds:',
    upkeep: 'Once it runs',
    iteration: 'One round of improving',
    drifts: 'What drifts',
    owner: 'Who owns it',
  },

  beside: {
    whyNot: 'Why not the others',
    near: 'Near a line',
    others: (said: string) => ` Others: ${said}.`,
    says: (who: string, what: string) => `${who}: ${what}`,
    misconception: 'Often said about this',
    corrections: 'A figure to be careful with',
  },
} as const;

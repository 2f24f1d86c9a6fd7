/** Sentences about deleting. */
export const forgetTexts = {
  modal: 'Forget',
  submit: 'Delete',
  close: 'Cancel',
  intro:
    'Nothing comes back. Messages I posted stay in Slack: ballots and results of debates are drawn anew without your name and quotes, though Slack still shows who is mentioned; single replies that name you, and files, stay as they are until somebody deletes them. Decisions stay with the team that relies on them.',
  what: 'What shall I forget?',
  missing: 'Please choose what I shall forget.',
  mine: 'What is mine',
  mineHint: 'Drafts, your name, quotes of you',
  workspace: 'Everything here, for everybody',
  workspaceHint: 'For admins: every draft, decision and debate',
  word: 'everything',
  confirm: 'To delete everything for everybody, type the word: everything',
  unconfirmed: 'Type the word “everything”, or choose “What is mine”.',
  notAdmin:
    'Only admins of this workspace can do that, or of the whole organization where I am installed for it. Without the scope users:read I cannot tell who is one: then whoever runs me has to do it.',
  done: 'Forgotten',
  closeDone: 'Done',
  saidMine:
    'Your drafts are deleted, and so are your name and quotes in what I keep. Ballots and results of debates are drawn anew without them; single replies that name you, and files, stay until somebody deletes them.',
  saidWorkspace: 'Everything of this workspace is deleted. I stay installed, and start anew.',
  offer: 'Forget something',
  refused: {
    'not-admin': 'Only admins of this workspace can do that, or of the whole organization where I am installed for it.',
    'channel-off':
      'Whoever runs me chose the channels I may read and post in, and this is none of them. Please ask me there.',
    'too-many': 'That was a lot at once. Please wait a minute, then go on: nothing you sent is lost.',
  },
} as const;

// Bolt as its first page shows it: default options, one command that acknowledges and opens a window it is given, and one
// listener that answers a submitted page with it.
import bolt from '@slack/bolt';

const [, , slackApiUrl, signingSecret, window] = process.argv;
const view = JSON.parse(window);
const app = new bolt.App({ token: 'xoxb-bench', signingSecret, clientOptions: { slackApiUrl } });

app.command('/rag-or-ft', async ({ command, ack, client }) => {
  await ack();
  await client.views.open({ trigger_id: command.trigger_id, view });
});

app.view(/./, ({ ack }) => ack({ response_action: 'update', view }));

const server = await app.start({ port: 0, host: '127.0.0.1' });
process.stdout.write(`http://127.0.0.1:${server.address().port}/slack/events\n`);

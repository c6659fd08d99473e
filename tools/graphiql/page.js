// Signs in, asks /graphql, and follows subscriptions at /graphql/ws. Nothing is kept beyond this tab.
(() => {
  const field = document.getElementById('token');
  const said = document.getElementById('said');
  field.value = sessionStorage.getItem('token') ?? '';
  field.addEventListener('input', () => sessionStorage.setItem('token', field.value));
  document.getElementById('who').addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('session').addEventListener('click', takeSession);

  /** The app's tabs take turns at refreshing, and so does this one: a refresh token is good once. */
  async function takeSession() {
    const refresh = () =>
      fetch('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
        keepalive: true,
      });
    const answer = await navigator.locks.request('olympus-session', refresh);
    const body = await answer.json();
    said.textContent = answer.ok ? 'Signed in as in the app.' : (body.detail ?? 'Nobody is signed in.');
    if (!answer.ok) return;
    field.value = body.access_token;
    sessionStorage.setItem('token', field.value);
  }

  const headersOf = (given) => ({ ...(field.value ? { Authorization: `Bearer ${field.value.trim()}` } : {}), ...given });

  async function ask(parameters, headers) {
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json', ...headersOf(headers) },
      body: JSON.stringify(parameters),
    });
    return answer.json();
  }

  /** One socket for each subscription, by graphql-transport-ws. */
  async function* follow(parameters, headers) {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/graphql/ws`, 'graphql-transport-ws');
    const waiting = [];
    let wake = () => {};
    const put = (message) => {
      waiting.push(message);
      wake();
    };
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: headersOf(headers).Authorization } });
    socket.onmessage = ({ data }) => put(JSON.parse(data));
    socket.onclose = ({ code, reason }) => put({ type: 'closed', payload: [{ message: `The socket was closed: ${code} ${reason}` }] });
    try {
      while (true) {
        while (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
        const { type, payload } = waiting.shift();
        if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: parameters });
        else if (type === 'ping') send({ type: 'pong' });
        else if (type === 'next') yield payload;
        else if (type === 'complete') return;
        else if (type === 'error' || type === 'closed') {
          yield { errors: payload };
          return;
        }
      }
    } finally {
      socket.onclose = null;
      socket.close();
    }
  }

  /** Whether the operation that is meant is a subscription; the document that GraphiQL hands over may be the one before the last keys. */
  function isSubscription({ query, operationName }) {
    let definitions;
    try {
      definitions = GraphiQL.GraphQL.parse(query).definitions;
    } catch {
      return false; // the server says what is wrong with it
    }
    const operations = definitions.filter((each) => each.kind === 'OperationDefinition');
    return (operations.length > 1 ? operations.find((each) => each.name?.value === operationName) : operations[0])?.operation === 'subscription';
  }

  const fetcher = (parameters, options) =>
    isSubscription(parameters) ? follow(parameters, options?.headers) : ask(parameters, options?.headers);

  ReactDOM.createRoot(document.getElementById('ide')).render(
    React.createElement(GraphiQL, { fetcher, shouldPersistHeaders: false, defaultQuery: '{\n  me { name }\n  tenant { name }\n}\n' }),
  );
})();

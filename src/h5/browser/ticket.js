// The one thing a chat cannot do: several photos from the camera onto one ticket. Everything else on the page is plain HTML.
import * as ww from '/h5/wecom.js';

const button = document.getElementById('add-photo');
const said = document.getElementById('said');

const signature = async (kind) => {
  const query = new URLSearchParams({ kind, url: location.href.split('#')[0] });
  const response = await fetch(`/h5/signature?${query}`);
  if (!response.ok) throw new Error(`signature ${response.status}`);
  return response.json();
};

async function addPhotos() {
  const { localIds } = await ww.chooseImage({ count: 9, sizeType: ['compressed'], sourceType: ['camera', 'album'] });
  for (const localId of localIds) {
    const { serverId } = await ww.uploadImage({ localId });
    const response = await fetch(`${location.pathname}/photos`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mediaId: serverId }),
    });
    if (!response.ok) throw new Error(`photo ${response.status}`);
  }
}

async function begin() {
  const settings = await (await fetch('/h5/settings')).json();
  ww.register({
    ...settings,
    jsApiList: ['chooseImage', 'uploadImage'],
    getConfigSignature: () => signature('corp'),
    getAgentConfigSignature: () => signature('agent'),
  });
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await addPhotos();
      said.textContent = said.dataset.saved;
      location.reload();
    } catch {
      said.textContent = said.dataset.failed;
    } finally {
      button.disabled = false;
    }
  });
}

// Outside WeCom the page is for reading.
if (ww.env.isWeCom) await begin();

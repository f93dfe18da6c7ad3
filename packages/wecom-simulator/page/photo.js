const MAX_SIDE = 1280;

const base64Of = (dataUrl) => dataUrl.slice(dataUrl.indexOf(',') + 1);

/** Lets the person choose a picture; answers it as JPEG, small enough for WeChat, or null. */
export function choosePhoto() {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', async () => {
      const [file] = input.files;
      resolve(file ? { name: file.name, base64: await shrink(file) } : null);
    });
    input.click();
  });
}

async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return base64Of(canvas.toDataURL('image/jpeg', 0.85));
}

function wall(paint) {
  const shade = paint.createLinearGradient(0, 0, 0, 480);
  shade.addColorStop(0, '#dfe6ea');
  shade.addColorStop(1, '#b9c6cd');
  paint.fillStyle = shade;
  paint.fillRect(0, 0, 640, 480);
  paint.strokeStyle = 'rgba(255,255,255,.65)';
  paint.lineWidth = 3;
  for (let x = 0; x <= 640; x += 80) stroke(paint, [x, 0], [x, 340]);
  for (let y = 20; y <= 340; y += 80) stroke(paint, [0, y], [640, y]);
}

function stroke(paint, from, to) {
  paint.beginPath();
  paint.moveTo(...from);
  paint.lineTo(...to);
  paint.stroke();
}

function tap(paint) {
  const metal = paint.createLinearGradient(250, 0, 420, 0);
  metal.addColorStop(0, '#8d99a1');
  metal.addColorStop(0.5, '#eef3f5');
  metal.addColorStop(1, '#76838b');
  paint.strokeStyle = metal;
  paint.lineCap = 'round';
  paint.lineWidth = 38;
  paint.beginPath();
  paint.moveTo(290, 370);
  paint.lineTo(290, 190);
  paint.bezierCurveTo(290, 90, 430, 90, 430, 200);
  paint.stroke();
  paint.lineWidth = 22;
  stroke(paint, [290, 165], [230, 120]);
}

function water(paint) {
  paint.fillStyle = 'rgba(64, 137, 196, .75)';
  for (const [y, r] of [
    [240, 9],
    [285, 11],
    [332, 8],
  ]) {
    paint.beginPath();
    paint.ellipse(430, y, r * 0.8, r * 1.3, 0, 0, Math.PI * 2);
    paint.fill();
  }
  paint.fillStyle = '#77858d';
  paint.fillRect(0, 370, 640, 110);
  paint.fillStyle = 'rgba(64, 137, 196, .6)';
  paint.beginPath();
  paint.ellipse(420, 412, 170, 26, 0, 0, Math.PI * 2);
  paint.fill();
}

/** A drawn picture of a dripping tap, for those who have no photo at hand. */
export function samplePhoto() {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const paint = canvas.getContext('2d');
  wall(paint);
  water(paint);
  tap(paint);
  return { name: '漏水.jpg', base64: base64Of(canvas.toDataURL('image/jpeg', 0.86)) };
}

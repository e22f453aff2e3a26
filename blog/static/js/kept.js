// What this device keeps, or with "sessionStorage" a tab. Where storage is refused nothing is kept, and nothing fails.

export function recall(name, otherwise = null, where = "localStorage") {
  try {
    return JSON.parse(window[where].getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value, where = "localStorage") {
  try {
    window[where].setItem(name, JSON.stringify(value));
  } catch {}
}

export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {}
}

export function keptNames(beginning) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(beginning));
  } catch {
    return [];
  }
}

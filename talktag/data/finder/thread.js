// The finder's one-time key and what was written with it, kept in this browser where it lets us. It never leaves it but
// in the address of the page, which the finder sees; only its public half goes with a message.

const STORED = `talktag-finder/1 ${location.pathname} `;
const MOST_SEQUENCE = 10 ** 6; // as the owner's program takes it
const ID = /^[0-9a-hjkmnp-tv-z]{26}$/;

class Thread {
  // `secret` is null until something was sealed. `sequence` is of the last message that was sent on its way, `answered`
  // the id of the owner's last answer, `said` what both wrote: {id, mine, text, name}.
  constructor(tag, kept) {
    this.tag = tag;
    this.secret = kept.secret || null;
    this.sequence = kept.sequence || 0;
    this.answered = kept.answered || null;
    this.said = kept.said || [];
    this.isGiven = kept.given === true; // the secret came with an address, and not from this browser
    this.isKept = false;
    this.isForgotten = false; // in another window of this page, so that this one keeps nothing either
  }

  // What this browser has of it. A secret in the address counts more than one that was kept.
  static of({ tag, secret }) {
    const kept = storedUnder(tag);
    const isOther = secret && !(kept.secret && sameBytes(secret, kept.secret));
    const thread = new Thread(tag, isOther ? { secret, given: true } : kept);
    thread.isKept = Boolean(kept.secret) && !isOther;
    return thread;
  }

  // Whether an address leads to this one: a link in a mail says the tag and no secret.
  isOf({ tag, secret }) {
    return tag === this.tag && (!secret || Boolean(this.secret && sameBytes(secret, this.secret)));
  }

  // Takes up what another window kept since: the link in a mail opens one beside that in which was written.
  catchUp() {
    const kept = this.secret ? storedUnder(this.tag) : {};
    if (!kept.secret || !sameBytes(kept.secret, this.secret)) return;
    const own = this.said.filter((each) => !kept.said.some(({ id }) => id === each.id));
    this.said = [...kept.said, ...own];
    this.sequence = Math.max(this.sequence, kept.sequence);
    const answer = this.said.findLast((each) => !each.mine);
    this.answered = answer ? answer.id : null;
  }

  keep() {
    this.isForgotten ||= this.isKept && !storedUnder(this.tag).secret;
    this.isKept = false;
    if (this.isForgotten) return;
    const { sequence, answered, said, isGiven: given } = this;
    try {
      const text = JSON.stringify({ secret: toBase64Url(this.secret), sequence, answered, said, given });
      localStorage.setItem(STORED + this.tag, text);
      this.isKept = true;
    } catch {
      // a browser may keep nothing; the address has the secret
    }
  }

  forget() {
    Object.assign(this, { secret: null, sequence: 0, answered: null, said: [] });
    this.isGiven = this.isKept = this.isForgotten = false;
    try {
      localStorage.removeItem(STORED + this.tag);
    } catch {
      // then nothing is there
    }
  }

  add(item) {
    this.catchUp();
    if (this.said.some((each) => each.id === item.id)) return;
    this.said.push(item);
    if (!item.mine) this.answered = item.id;
    if (this.secret) this.keep();
  }
}

// Other pages of the same site can write there too: what is not in the form that this page keeps is passed over, as the
// owner's program would refuse a message that was made of it.
function storedUnder(tag) {
  try {
    const kept = JSON.parse(localStorage.getItem(STORED + tag)) || {};
    const secret = ofLength(fromBase64Url(String(kept.secret)), 32);
    if (!secret) return {};
    const { sequence, answered, given } = kept;
    const isCount = Number.isInteger(sequence) && sequence >= 0 && sequence < MOST_SEQUENCE;
    const said = Array.isArray(kept.said) ? kept.said.filter(isSaid) : [];
    return { secret, sequence: isCount ? sequence : 0, answered: isId(answered) ? answered : null, said, given };
  } catch {
    return {};
  }
}

function isSaid(item) {
  return Boolean(item) && isId(item.id) && isText(item.text) && (!item.name || isText(item.name));
}

function isId(value) {
  return isText(value) && ID.test(value);
}

function isText(value) {
  return typeof value === "string" && value !== "";
}

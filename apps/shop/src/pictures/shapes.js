/** Drawings on a 320 × 320 field, one for each product; the floor line is at y = 250. */
export const shapes = Object.freeze({
  'brass-lantern': `
    <circle cx="160" cy="160" r="104" fill="#fff3d0" opacity=".75"/>
    <path d="M128 96a32 32 0 0 1 64 0" fill="none" stroke="#8a6326" stroke-width="7"/>
    <path d="M126 112l10-20h48l10 20z" fill="#b98733"/><rect x="118" y="110" width="84" height="12" rx="4" fill="#94691f"/>
    <rect x="128" y="122" width="64" height="104" fill="#fffaf0" opacity=".85"/>
    <path d="M160 148c18 24 20 34 20 42a20 20 0 0 1-40 0c0-8 2-18 20-42z" fill="#f2a33a"/>
    <path d="M160 172c9 12 10 17 10 22a10 10 0 0 1-20 0c0-5 1-10 10-22z" fill="#ffe08a"/>
    <path d="M128 122v104M192 122v104M160 122v22" stroke="#94691f" stroke-width="6"/>
    <rect x="114" y="224" width="92" height="26" rx="5" fill="#b98733"/><rect x="114" y="224" width="92" height="8" rx="4" fill="#d9a94d"/>`,
  'stoneware-mug': `
    <path d="M204 134h18a34 34 0 0 1 0 68h-20" fill="none" stroke="#42615f" stroke-width="17"/>
    <path d="M98 108h110v112a30 30 0 0 1-30 30h-50a30 30 0 0 1-30-30z" fill="#5f8783"/>
    <path d="M98 108h110v58c-30 16-66-12-110 4z" fill="#e9efe9"/>
    <ellipse cx="153" cy="108" rx="55" ry="13" fill="#f6faf6"/><ellipse cx="153" cy="109" rx="46" ry="9" fill="#5a3d2b"/>
    <path d="M134 88c-10-14 10-20 0-36M166 88c-10-14 10-20 0-36" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round" opacity=".9"/>
    <path d="M116 186v28" stroke="#82a8a3" stroke-width="8" stroke-linecap="round"/>`,
  'wool-blanket': `
    <rect x="70" y="196" width="180" height="54" rx="20" fill="#c98b83"/><rect x="76" y="148" width="168" height="54" rx="20" fill="#f6ece4"/>
    <rect x="82" y="100" width="156" height="54" rx="20" fill="#d9a59d"/>
    <path d="M118 148v54M134 148v54M190 148v54M206 148v54" stroke="#a8463c" stroke-width="8"/>
    <path d="M112 100v54M208 100v54" stroke="#f6ece4" stroke-width="10"/><path d="M104 196v54M216 196v54" stroke="#f6ece4" stroke-width="10"/>
    <path d="M238 108c14 12 14 28 0 40M244 156c14 12 14 28 0 40M250 204c14 12 14 28 0 40" fill="none" stroke="#8d3c33" stroke-width="5" stroke-linecap="round" opacity=".5"/>`,
  'copper-kettle': `
    <path d="M112 122c0-66 96-66 96 0" fill="none" stroke="#55341f" stroke-width="12"/>
    <path d="M208 196l50-56 18 8-44 74z" fill="#a85b32"/>
    <path d="M84 226c0-70 24-106 76-106s76 36 76 106c0 14-8 24-22 24H106c-14 0-22-10-22-24z" fill="#c9733f"/>
    <path d="M106 214c0-44 14-66 34-76" fill="none" stroke="#efb78f" stroke-width="10" stroke-linecap="round"/>
    <rect x="128" y="112" width="64" height="14" rx="7" fill="#8c4825"/><circle cx="160" cy="106" r="10" fill="#55341f"/>
    <rect x="92" y="238" width="136" height="12" rx="6" fill="#8c4825"/>`,
  'beeswax-candles': `
    <path d="M112 86c12 16 12 22 12 27a12 12 0 0 1-24 0c0-5 0-11 12-27zM164 54c12 16 12 22 12 27a12 12 0 0 1-24 0c0-5 0-11 12-27zM214 112c12 16 12 22 12 27a12 12 0 0 1-24 0c0-5 0-11 12-27z" fill="#f49f36"/>
    <path d="M112 124v14M164 92v14M214 150v14" stroke="#4a4258" stroke-width="4"/>
    <rect x="92" y="136" width="40" height="106" rx="7" fill="#f0c24f"/><rect x="142" y="104" width="44" height="138" rx="7" fill="#e9b13a"/><rect x="196" y="162" width="38" height="80" rx="7" fill="#f4cf6f"/>
    <path d="M100 146v84M151 114v116M203 172v58" stroke="#fff" stroke-width="5" stroke-linecap="round" opacity=".5"/>
    <path d="M68 238h190a14 14 0 0 1-14 14H82a14 14 0 0 1-14-14z" fill="#6d6485"/>`,
  'oak-stool': `
    <path d="M112 136L88 250M208 136l24 114M160 140v106" stroke="#9a6a3c" stroke-width="16" stroke-linecap="round"/>
    <path d="M103 204h114" stroke="#7f542d" stroke-width="9"/>
    <ellipse cx="160" cy="130" rx="86" ry="26" fill="#8f6035"/><ellipse cx="160" cy="120" rx="86" ry="26" fill="#cf9a62"/>
    <ellipse cx="160" cy="120" rx="58" ry="16" fill="none" stroke="#b27e49" stroke-width="4"/><ellipse cx="160" cy="120" rx="30" ry="8" fill="none" stroke="#b27e49" stroke-width="4"/>`,
  'iron-key-rack': `
    <rect x="56" y="84" width="208" height="56" rx="10" fill="#6e4c33"/><path d="M72 100h176M72 122h120" stroke="#8a6345" stroke-width="4" stroke-linecap="round"/>
    <path d="M96 128v26a12 12 0 0 0 24 0M150 128v26a12 12 0 0 0 24 0M204 128v26a12 12 0 0 0 24 0" fill="none" stroke="#2b2c30" stroke-width="8" stroke-linecap="round"/>
    <circle cx="112" cy="184" r="15" fill="none" stroke="#b48a3a" stroke-width="8"/><path d="M112 199v50M112 234h14M112 247h18" stroke="#b48a3a" stroke-width="8" stroke-linecap="round"/>
    <circle cx="220" cy="182" r="13" fill="none" stroke="#6b7480" stroke-width="7"/><path d="M220 195v38M220 220h-12M220 231h-15" stroke="#6b7480" stroke-width="7" stroke-linecap="round"/>`,
  'clay-planter': `
    <path d="M160 168C150 110 106 104 92 70c44-4 68 26 68 70 4-52 30-84 78-84-10 48-62 50-70 112z" fill="#4b8152"/>
    <path d="M160 168c-22-30-60-26-84-44 36-16 72 0 84 44zM162 168c18-34 56-34 80-56-40-10-74 12-80 56z" fill="#67a06a"/>
    <path d="M96 164h128l-14 78a10 10 0 0 1-10 8h-80a10 10 0 0 1-10-8z" fill="#c4663f"/><rect x="86" y="152" width="148" height="28" rx="7" fill="#d97d54"/>
    <path d="M112 190l6 44" stroke="#e49c79" stroke-width="7" stroke-linecap="round"/>`,
  'walnut-clock': `
    <circle cx="160" cy="158" r="96" fill="#5d3d28"/><circle cx="160" cy="158" r="78" fill="#fbf5ea"/>
    <g stroke="#5d3d28" stroke-width="6" stroke-linecap="round"><path d="M160 92v12M160 212v12M94 158h12M214 158h12"/><path d="M193 101l-5 9M127 101l5 9M193 215l-5-9M127 215l5-9" stroke-width="4"/></g>
    <path d="M160 158l-32-26" stroke="#2d2320" stroke-width="9" stroke-linecap="round"/><path d="M160 158l40-36" stroke="#2d2320" stroke-width="6" stroke-linecap="round"/>
    <path d="M160 174v-70" stroke="#c2563a" stroke-width="3" stroke-linecap="round"/><circle cx="160" cy="158" r="8" fill="#c2563a"/>`,
  'linen-cushion': `
    <path d="M76 92c56 16 112 16 168 0 16 52 16 104 0 156-56-16-112-16-168 0-16-52-16-104 0-156z" fill="#6ea3a9"/>
    <path d="M94 112c44 10 88 10 132 0M86 142c50 10 98 10 148 0M84 172c52 10 100 10 152 0M86 202c50 10 98 10 148 0M94 228c44 8 88 8 132 0" fill="none" stroke="#d8eaeb" stroke-width="7" stroke-linecap="round"/>
    <path d="M76 92l-8-10M244 92l8-10M76 248l-8 8M244 248l8 8" stroke="#47797f" stroke-width="9" stroke-linecap="round"/>`,
  'reading-lamp': `
    <path d="M196 150l70 84H126z" fill="#fff6cf" opacity=".8"/>
    <path d="M104 240V148l58-74" fill="none" stroke="#39424c" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/>
    <circle cx="104" cy="148" r="9" fill="#c2563a"/><path d="M154 66l24-14 62 62c-20 30-50 42-84 36z" fill="#2f5d50"/><path d="M156 150c34 6 64-6 84-36 8 20-2 36-22 42-20 8-46 10-62-6z" fill="#ffd873"/>
    <ellipse cx="104" cy="244" rx="48" ry="10" fill="#39424c"/>`,
  'rock-and-roll-teapot': `
    <path d="M226 146c46-16 58 60-10 74" fill="none" stroke="#6d3a63" stroke-width="13"/>
    <path d="M106 196C78 190 74 150 46 140l10-16c40 4 46 30 62 36z" fill="#8d4c80"/>
    <path d="M160 108c52 0 76 30 76 68 0 46-34 74-76 74s-76-28-76-74c0-38 24-68 76-68z" fill="#a65d97"/>
    <path d="M122 112c8-22 68-22 76 0z" fill="#6d3a63"/><circle cx="160" cy="90" r="11" fill="#f0b441"/>
    <path d="M166 142l-30 46h22l-8 38 36-52h-24l10-32z" fill="#ffd873"/>
    <path d="M102 168c2-18 12-32 26-40" fill="none" stroke="#d39fc8" stroke-width="8" stroke-linecap="round"/>`,
});

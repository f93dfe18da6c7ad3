declare module '../effects/effect.ts' {
  interface Effects {
    /** Words that an owner leaves for a member (R34). `who` and `house` are masked. */
    readonly 'relay.record': {
      readonly to: string;
      readonly text: string;
      readonly who: string;
      readonly house: string;
    };
  }
}

export {};

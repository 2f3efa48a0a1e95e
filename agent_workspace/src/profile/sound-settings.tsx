/** Sounds: on or off for the agent, as loud as this room needs. */

import { useId } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function SoundSettings() {
  const desk = useDesk();
  const words = desk.words.value.profile;
  const { sounds } = desk.state.value.preferences;
  const id = useId();
  return (
    <section class="settings-part" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{words.sounds}</h3>
      <label class="choice">
        <input
          class="checkbox"
          type="checkbox"
          checked={sounds}
          onChange={(event) => void desk.self.prefer({ sounds: event.currentTarget.checked })}
        />
        {words.soundsOn}
      </label>
      <div class="volume">
        <label for={id}>{words.volume}</label>
        <Icon name={sounds ? "sound" : "mute"} />
        <input
          id={id}
          type="range"
          min="0"
          max="1"
          step="0.05"
          disabled={!sounds}
          value={desk.sounds.volume.value}
          onInput={(event) => desk.sounds.setVolume(event.currentTarget.valueAsNumber)}
          onChange={() => desk.sounds.play("message")}
        />
      </div>
      <div class="small-choices">
        {(["offer", "message", "warning"] as const).map((name) => (
          <button
            key={name}
            type="button"
            class="button small"
            aria-label={words.play[name]}
            onClick={() => desk.sounds.play(name)}
          >
            <Icon name="play" size="small" />
            {words.playName[name]}
          </button>
        ))}
      </div>
    </section>
  );
}

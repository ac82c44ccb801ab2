import { create } from "zustand";
import type { ErrorValue } from "../../shared/errors";
import type { SoundChunk } from "../../shared/sound";
import { request } from "../api";
import type { Player } from "../playback/player";
import { useMovieStore } from "../stores/movie-store";
import { usePlaybackStore } from "../stores/playback-store";
import { useSettingsStore } from "../stores/settings-store";
import { BrowserLoudspeaker } from "./loudspeaker";
import { SoundPlayer } from "./sound-player";

/** Why a movie's sound cannot be played: of the movie that a token names. */
export const useSoundStore = create<{
  readonly problem: { readonly token: string; readonly error: ErrorValue } | null;
}>()(() => ({ problem: null }));

/** Has the sound of the open movie play with its picture, as the settings have it. */
export function followSound(player: Player): void {
  let speaker: BrowserLoudspeaker | null = null;
  const loudspeaker = (): BrowserLoudspeaker => {
    speaker ??= new BrowserLoudspeaker(useSettingsStore.getState().settings?.volume ?? 1);
    return speaker;
  };
  const sound = new SoundPlayer(loudspeaker, readSound, () => void request("sound:stop"));
  sound.follow(() => {
    const { movie } = useMovieStore.getState();
    const { playing, rate } = player.state;
    const heard = movie?.hasAudio === true && useSoundStore.getState().problem?.token !== movie.token;
    return { token: heard ? movie.token : null, rate: playing ? rate : 0, time: player.time };
  });
  usePlaybackStore.subscribe(() => sound.update());
  useMovieStore.subscribe(({ movie }, before) => movie?.token !== before.movie?.token && sound.update());
  useSettingsStore.subscribe(({ settings }) => {
    sound.setOn(settings?.sound ?? false);
    if (settings !== null) speaker?.setVolume(settings.volume);
  });
  sound.setOn(useSettingsStore.getState().settings?.sound ?? false);
}

async function readSound(token: string, run: number, from: number): Promise<SoundChunk | null> {
  const outcome = await request("sound:read", { token, run, from });
  if (outcome.ok) return outcome.value;
  if (outcome.error.said?.name === "soundUndecodable")
    useSoundStore.setState({ problem: { token, error: outcome.error } });
  return null;
}

/**
 * Told after a trunk was created, changed or removed, so that the exchange is brought in line with it.
 * Never rejects: an exchange that is away is brought in line when it is back.
 */
export abstract class TrunkChanges {
  abstract changed(trunkId: string): Promise<void>;
}

namespace PersonEtl.Etl.World.People;

/// <summary>One version of a stay at one address: the municipality number it bears and how it came into the register.</summary>
internal sealed record StayVersion(string Municipality, Moment? ValidFrom, Moment Registered, string Source, string? Reason, bool BeforeReform);

namespace PersonEtl.Etl.Run;

/// <summary>What a step tells when it ended: how many records it handled, of what, and further counts.</summary>
internal sealed record StepResult(long? Records, string Of, object? Details = null);

namespace PersonEtl.Etl.Publish;

/// <summary>The wrong rows that a check found, and how long it took.</summary>
internal sealed record CheckResult(Check Check, long WrongRows, TimeSpan Duration);

namespace PersonEtl.Etl.Run.Planning;

/// <summary>What becomes of one municipality number or unit number of addresses, in one subject: the key that persons are counted by.</summary>
internal sealed record PlannedCode(string Key, PlanSubject Subject, PlanWhat What, PlanCode From, IReadOnlyList<PlanCode> To);

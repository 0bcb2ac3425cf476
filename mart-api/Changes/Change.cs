namespace PersonEtl.MartApi.Changes;

/// <summary>What happened to a person in a generation: an event and the names of the parts it is about, never a value.</summary>
internal sealed record Change(int Generation, DateTime PublishedAt, Guid PersonId, string Event, IReadOnlyList<string> Parts);

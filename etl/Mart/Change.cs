namespace PersonEtl.Etl.Mart;

/// <summary>What changed of a person in a generation: an event in the Person API's manner and the parts it is about, never a value.</summary>
internal sealed record Change(int Generation, Guid PersonId, Utf8Text Event, Utf8Text Parts);

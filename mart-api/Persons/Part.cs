using PersonEtl.MartApi.Access;

namespace PersonEtl.MartApi.Persons;

/// <summary>
/// An information part of a person: the JSON key, the properties of its rows, and where they are read. Sources are <c>from</c> items of SQL
/// that have a <c>person_id</c>; what a scope may not see is not among its sources.
/// </summary>
internal sealed record Part(string Name, string Meaning, IReadOnlyList<Property> Properties)
{
    /// <summary>What <c>restricted-access</c> reads; none: an empty part.</summary>
    public required IReadOnlyList<string> Public { get; init; }

    /// <summary>What <c>full-access</c> reads, where that is not the same.</summary>
    public IReadOnlyList<string>? Full { get; init; }

    /// <summary>For <c>restricted-access</c> the key itself is left out.</summary>
    public bool FullOnly { get; init; }

    /// <summary>The part is one object or null, not an array.</summary>
    public bool Single { get; init; }

    /// <summary>Rows are versions: they hold or are history.</summary>
    public bool Versioned { get; init; } = true;

    /// <summary>When a version holds: the register says so, or says nothing and hasn't ended it.</summary>
    public string Holds { get; init; } = "coalesce(is_valid, valid_to is null)";

    public bool OpenTo(Caller caller) => caller.Full || !FullOnly;

    public IReadOnlyList<string> Sources(Caller caller) => caller.Full ? Full ?? Public : Public;
}

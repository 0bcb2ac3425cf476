namespace PersonEtl.MartApi.Persons;

/// <summary>How a property is read and written.</summary>
internal enum ValueKind
{
    Text,
    Integer,

    /// <summary>A date without a time of day, written as midnight UTC.</summary>
    Date,

    /// <summary>A moment, written in UTC with the fraction it has.</summary>
    Instant,

    Flag,

    /// <summary>An object of further properties, or null.</summary>
    Group,
}

using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Writing;

/// <summary>Everything that is planned of a person, before it is written in any register's form.</summary>
internal sealed record PersonDocument(
    SyntheticPerson Person,
    IReadOnlyList<AddressRow> Residences,
    IReadOnlyList<AddressRow> Presents,
    IReadOnlyList<AddressRow> Shared,
    IReadOnlyList<MaritalRow> Marital);

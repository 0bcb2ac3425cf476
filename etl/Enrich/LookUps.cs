namespace PersonEtl.Etl.Enrich;

/// <summary>The look-up tables of a night: all read-only, all made before the first person is read.</summary>
internal sealed record LookUps(Geography Geography, AddressRegister Addresses, ContactRegister Contacts)
{
    public long Count => Geography.Municipalities.Count + Geography.Units.Count + (long)Addresses.Count + Contacts.Count;

    /// <summary>What is not as it should be with Oslo's table of service districts.</summary>
    public IReadOnlyList<ServiceDistrictFinding> ServiceDistrictFindings { get; init; } = [];
}

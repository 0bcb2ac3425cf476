namespace PersonEtl.Etl.World.People;

/// <summary>Which of FREG's shapes an address has.</summary>
internal enum AddressForm
{
    Street,
    Cadastral,
    UnknownResidence,
    Foreign,
    AddressUnknown,
}

namespace PersonEtl.Etl.Mart;

/// <summary>How an address is written: vegadresse, matrikkeladresse, ukjentBosted, utenlandskAdresse, or adressenErUkjent.</summary>
internal enum AddressForm
{
    None,
    Street,
    Cadastral,
    UnknownResidence,
    Foreign,
    AddressUnknown,
}

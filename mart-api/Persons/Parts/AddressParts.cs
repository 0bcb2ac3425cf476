using static PersonEtl.MartApi.Persons.Parts.AddressProperties;

namespace PersonEtl.MartApi.Persons.Parts;

/// <summary>Where the person lives and stays, and how that is protected.</summary>
internal static class AddressParts
{
    public static readonly Part ResidentialAddress = new("residentialAddress", "Residential address (bostedsadresse).",
        [
            StreetAddress, CadastralAddress, UnknownResidence,
            Property.Text("cadastralIdentifier", meaning: "The address's id in Matrikkelen."), Property.Text("closeCadastralIdentifier", meaning: "Id of a near address in Matrikkelen."),
            Confidentiality,
            Property.Date("moveDate", meaning: "When the person moved there (flyttedato)."),
            .. Unit,
            Property.Integer("constituency", meaning: "Stemmekrets."), Property.Integer("schoolDistrict", meaning: "Skolekrets."), Property.Integer("churchDistrict", meaning: "Kirkekrets."),
            .. UrbanDistricts,
            .. Validity.Properties,
        ])
    {
        Public = [Public("residential")],
        Full = [Public("residential"), Protected("residential")],
    };

    public static readonly Part PresentAddress = new("presentAddress", "Present address (oppholdsadresse).",
        [
            ForeignAddress,
            Property.Flag("isAddressUnknown", "coalesce(form = 'address-unknown', false)"),
            StreetAddress, CadastralAddress,
            Property.Text("cadastralIdentifier", meaning: "The address's id in Matrikkelen."),
            Confidentiality,
            Property.Date("presentAddressDate", meaning: "From when it holds (oppholdsadressedato)."),
            Property.Text("stayElsewhere", meaning: "Military, Abroad, OnSvalbard or Commuter."),
            .. Unit,
            .. UrbanDistricts,
            .. Validity.Properties,
        ])
    {
        Public = [Public("present")],
        Full = [Public("present"), Protected("present")],
    };

    public static readonly Part SharedResidence = new("sharedResidence", "Shared residence (delt bosted): the other parent's address at the time of the contract, never updated. Empty for restricted-access.",
        [
            StreetAddress, CadastralAddress, UnknownResidence,
            Property.Date("contractValidFrom"), Property.Date("contractValidTo"),
            Property.Text("cadastralIdentifier"), Property.Text("closeCadastralIdentifier"),
            Confidentiality,
            .. Unit,
            .. UrbanDistricts,
            .. Validity.Properties,
        ])
    {
        Public = [],
        Full = [Protected("shared")],
        Holds = "coalesce(is_valid, valid_to is null) and (contract_valid_to is null or contract_valid_to >= (select as_of_date from mart.generation order by generation desc limit 1))",
    };

    public static readonly Part AddressProtection = new("addressProtection", "The person's own grading (adressebeskyttelse). Not there for restricted-access.",
        [Property.Text("protectionLevel", "level", "Unclassified, ClientAddress, Confidential or StrictlyConfidential."), .. Validity.Properties])
    {
        Public = [],
        Full = ["protected.person_address_protection"],
        FullOnly = true,
    };
}

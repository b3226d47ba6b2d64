#include "scrapers/discover/usual_names.hpp"

namespace gonggo::scrapers {

const std::vector<Names>& usual_names() {
    static const std::vector<Names> kNames = {
        {"id",
         {"id", "jobid", "openingid", "positionid", "postingid", "jobno", "recruitseq", "seq",
          "annoid", "uuid", "requisitionid", "code", "no", "idx", "slug", "externalid"}},
        {"title",
         {"title", "jobtitle", "positiontitle", "postingtitle", "recruittitle", "recruitname",
          "annosubject", "joboffertitle", "subject", "position", "positionname", "jobname", "name",
          "text", "heading", "headline"}},
        {"company",
         {"companyname", "company", "organizationname", "organization", "employer", "employername",
          "corpname", "hiringorganization", "brandname", "businessname", "subsidiary", "corp"}},
        {"url",
         {"url", "joburl", "absoluteurl", "hostedurl", "detailurl", "permalink", "link", "href",
          "canonicalurl", "applyurl", "path", "externalpath"}},
        {"location",
         {"location", "locations", "locationname", "locationstext", "region", "regions",
          "workplace", "workregion", "address", "addresses", "place", "places", "city", "office",
          "offices", "area"}},
        {"deadline",
         {"deadline", "duedate", "enddate", "closedat", "closingdate", "closedate", "expiresat",
          "expirydate", "applicationdeadline", "recruitenddate", "endat", "validthrough", "duetime",
          "recruitcloseat", "endedat", "closesat"}},
        {"posted",
         {"publishedat", "postedat", "dateposted", "posteddate", "opendate", "startdate",
          "createdat", "regdate", "releaseddate", "startat", "posted", "postedon"}},
        {"career",
         {"career", "careertype", "experience", "experiencelevel", "seniority", "joblevel",
          "joblevels", "minexperience", "careers"}},
        {"employment",
         {"employmenttype", "employeetype", "employeetypename", "contracttype", "commitment",
          "jobtype", "employment", "typeofemployment"}},
        {"salary", {"salary", "pay", "compensation", "salarytext", "salaryrange"}},
        {"skills",
         {"skills", "techstacks", "techstack", "skilltags", "stacks", "jobskillkeywords",
          "keywords", "tags"}},
        {"description",
         {"description", "jobdescription", "descriptionhtml", "content", "summary", "body"}},
    };
    return kNames;
}

} // namespace gonggo::scrapers
